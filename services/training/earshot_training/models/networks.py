"""The networks that a recipe may ask for, by name: how one is built, and how it is served."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

from dataclasses import replace

import torch
from torch import nn

from earshot_training.models.keen import Keen
from earshot_training.models.served import Served
from earshot_training.models.swift import Swift
from earshot_training.models.swift_served import SwiftServed
from earshot_training.recipe import Recipe

Network = Keen | Swift


def new_network(recipe: Recipe, labels: int) -> Network:
    """An untrained network as the recipe describes it."""
    model: Network
    if recipe.network == "keen":
        model = Keen(replace(recipe.model, labels=labels))
    elif recipe.network == "swift":
        model = Swift(replace(recipe.swift, labels=labels))
    else:
        raise ValueError(f"unknown network {recipe.network!r}; known are keen and swift")
    model.to(memory_format=torch.channels_last)
    return model


def served(model: Network, frames: int) -> nn.Module:
    """The same sums in the order that runs fast, for blocks of so many frames."""
    return Served(model, frames) if isinstance(model, Keen) else SwiftServed(model, frames)
