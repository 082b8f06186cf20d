"""Every error of Earshot in one tree; the docstring is the default message."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

import inspect
from typing import ClassVar


class EarshotError(Exception):
    """something went wrong in earshot"""

    retryable: ClassVar[bool] = False
    """True when the same call may succeed later with nothing changed."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or inspect.cleandoc(type(self).__doc__ or type(self).__name__))


class BadRequest(EarshotError):
    """the request cannot be understood"""


class SettingsError(EarshotError):
    """the settings are not usable"""


class ObjectNotFound(EarshotError):
    """there is no such object in the store"""


class SourceMoved(EarshotError):
    """the file that the store refers to is no longer where it was"""


class StoreUnavailable(EarshotError):
    """the object store did not answer"""

    retryable = True


class StoreFull(EarshotError):
    """there is no space left in the store"""

    retryable = True


class VideoNotFound(EarshotError):
    """there is no such video"""


class VideoExists(EarshotError):
    """a video with this id exists already"""


class CatalogUnavailable(EarshotError):
    """the catalog did not answer"""

    retryable = True


class QueueUnavailable(EarshotError):
    """the queue did not answer"""

    retryable = True


class LeaseLost(EarshotError):
    """the lease has passed to another worker"""


class IndexUnavailable(EarshotError):
    """the index did not answer"""

    retryable = True


class IndexTooSlow(IndexUnavailable):
    """the question takes the index too long; ask for fewer sounds at once"""


class NewerFormat(EarshotError):
    """this was written by a newer Earshot; update this one to read it"""


class DamagedObject(EarshotError):
    """a stored object is damaged and has to be made again"""


class MediaError(EarshotError):
    """the file cannot be listened to"""


class NotMedia(MediaError):
    """this is not a video or audio file that can be read"""


class NoAudioTrack(MediaError):
    """the video has no sound"""


class TooLong(MediaError):
    """the video is longer than this service accepts"""


class ExtractionTimedOut(MediaError):
    """decoding the sound took too long and was stopped"""


class ExtractionCrashed(MediaError):
    """the decoder crashed on this file"""


class BundleError(EarshotError):
    """the bundle cannot be used"""


class Busy(EarshotError):
    """the video is being worked on; try again when it has ended"""


class QueryNotFound(EarshotError):
    """there is no such query clip; it is kept for one hour"""


class QueryWaits(EarshotError):
    """the query clip has not been listened to yet; ask again in a second"""


class EmptyUpload(EarshotError):
    """the file is empty"""


class UploadTooLarge(EarshotError):
    """the file is larger than this service accepts"""


class UploadBroken(EarshotError):
    """the upload broke off before its end; nothing of it was kept"""


class UploadStalled(EarshotError):
    """the upload sent nothing for too long and was given up; nothing of it was kept"""


class FileUnreadable(EarshotError):
    """the file cannot be read"""


class FileChanged(EarshotError):
    """the file changed while it was being taken in; add it again when it is complete"""


class SameBytes(EarshotError):
    """this collection has the same recording already"""


class NotRetryable(EarshotError):
    """only a failed video can be tried again"""


class VideoRemoved(EarshotError):
    """the video is being removed"""


class CorrectionNotFound(EarshotError):
    """there is no such correction of this video"""


class NothingToCorrect(EarshotError):
    """nothing has been heard in this video that could be corrected"""


class NotMadeYet(EarshotError):
    """this has not been made yet"""


class TooManyOrders(EarshotError):
    """too much is waiting to be made of this video; try again when some of it is done"""

    retryable = True


class Unauthorized(EarshotError):
    """this request needs the token in the header Authorization: Bearer"""


class NotReady(EarshotError):
    """the service cannot work yet"""

    retryable = True
