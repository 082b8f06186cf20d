"""The containers that are read: files that hold their media themselves, never lists of others."""
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

_VIDEO = (
    "3g2 3gp asf asf_o av1 avi bink dhav dv flv gif gxf h261 h263 h264 hevc ivf kux live_flv lxf "
    "m4v matroska mj2 mov mp4 mpeg mpegts mpegtsraw mpegvideo mtv mxf nsv nut obu ogg pmp pva rm "
    "roq smjpeg smk swf ty vc1 viv webm wtv wtv xmv"
)
_AUDIO = (
    "aa aac ac3 ac4 aiff amr amrnb amrwb ape apm aptx ast au bit caf dsf dts dtshd eac3 flac g722 "
    "g723_1 g726 g729 gsm iamf ilbc ircam loas m4a mlp mp3 mpc mpc8 oma qcp sbc shn sox spdif tak "
    "truehd tta voc vqf w64 wav wsaud wsd wv xa xwma"
)
FORMAT_WHITELIST = ",".join(sorted({*_VIDEO.split(), *_AUDIO.split()}))
"""Left out on purpose: hls, concat, dash, image2, sdp, rtsp, imf, avisynth, vapoursynth, lavfi,
subtitles and pictures. They open other files or addresses, run scripts, or hold no sound."""
