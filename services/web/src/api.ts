// The API: every type, and the only code of the page that calls HTTP. Generated: `make api`.
// SPDX-License-Identifier: Apache-2.0
/* eslint-disable */
export interface paths {
    "/api/v1/corrections.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export all corrections as training data, as CSV
         * @description Video, label, onset, offset, and whether the label is heard there (positive) or not.
         */
        get: operations["corrections_csv_api_v1_corrections_csv_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corrections.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export all corrections as training data, as JSONL
         * @description Video, label, onset, offset, and whether the label is heard there (positive) or not.
         */
        get: operations["corrections_jsonl_api_v1_corrections_jsonl_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what can be heard, and how well
         * @description Labels by name, each with its grade, the bundle's figures, and how often it was heard.
         */
        get: operations["labels_api_v1_labels_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/media-pass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let this browser play videos for twelve hours
         * @description Sets a cookie for players, which cannot send a token. It opens reading below `/videos/`
         *     and nothing else; where no token guards the service, none is set.
         */
        post: operations["media_pass_api_v1_media_pass_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a sound to search by
         * @description A clip of 30 s and 134,217,728 bytes at most, of any kind that may be a video's. It is listened to within seconds and forgotten after an hour.
         */
        post: operations["upload_api_v1_queries_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queries/{query_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a query clip stands */
        get: operations["told_api_v1_queries__query_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find moments by what can be heard
         * @description Best moments, grouped by video. A label is found by its name, by part of it, by other
         *     words for it, and by the labels above it: `animal` finds a dog. Several words mean all of
         *     them; AND, OR, NOT, WITH, THEN, NEAR, FOR, COUNT, IN and filters say more.
         */
        get: operations["search_api_v1_search_get"];
        put?: never;
        /**
         * Find moments by a query as a tree
         * @description The same for programs: the query as the tree that `/search/explain` shows.
         */
        post: operations["search_tree_api_v1_search_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show how a query is understood
         * @description The query written out, its tree, and each word with its labels and why.
         */
        get: operations["explained_api_v1_search_explain_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find moments that sound like this one
         * @description By a moment of an archived video (`video_id`, `onset_s`, `offset_s`), or by an uploaded
         *     clip (`query_id`, see `POST /queries`). Seconds are compared by their stored embeddings;
         *     neighbouring ones are one moment. The asked moment is left out, and a film that is in the
         *     archive twice is told once, with its other copies beside it.
         */
        post: operations["alike_api_v1_search_similar_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Suggest how to go on typing
         * @description Ways to finish what is being typed: sounds by name or synonym, words of the language,
         *     collections and titles.
         */
        get: operations["suggestions_api_v1_search_suggestions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/heatmap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Map when sounds begin
         * @description Moments of each word by hour of day (24 columns, videos whose recording is dated), or by
         *     place in the video (20 columns). Counting stops after 1.5 s; then `exact` is false.
         */
        get: operations["heatmap_api_v1_stats_heatmap_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count what was heard, and how it changes
         * @description Videos, events and hours of every label that was heard, in all and in the last periods,
         *     by the day of recording, or of upload where nobody knows. At most half a minute old.
         */
        get: operations["label_figures_api_v1_stats_labels_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stats/rare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell what is unusual this week
         * @description Labels that were heard for the first time in these seven days, or in more videos than
         *     their share in the eight weeks before lets expect (a chance of 5 % or less).
         */
        get: operations["rare_api_v1_stats_rare_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List videos, newest first */
        get: operations["videos_api_v1_videos_get"];
        put?: never;
        /**
         * Upload a video
         * @description Either a form with one file (fields may stand before or after it), or the bytes as the body, with the name in `X-File-Name` and the rest in the query. The answer comes when the bytes are safe; `state` then tells how far the work is.
         */
        post: operations["upload_api_v1_videos_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One video and how it stands */
        get: operations["video_api_v1_videos__video_id__get"];
        put?: never;
        post?: never;
        /** Remove a video; its objects go soon after */
        delete: operations["remove_api_v1_videos__video_id__delete"];
        options?: never;
        head?: never;
        /** Set title, description, collection or recording date */
        patch: operations["edit_api_v1_videos__video_id__patch"];
        trace?: never;
    };
    "/api/v1/videos/{video_id}/captions.audacity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write the sounds of a video as AUDACITY
         * @description Captions of sounds as broadcasters write them. A video that is not ready has none yet.
         */
        get: operations["captions_audacity_api_v1_videos__video_id__captions_audacity_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/captions.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write the sounds of a video as CSV
         * @description Captions of sounds as broadcasters write them. A video that is not ready has none yet.
         */
        get: operations["captions_csv_api_v1_videos__video_id__captions_csv_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/captions.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write the sounds of a video as JSON
         * @description Captions of sounds as broadcasters write them. A video that is not ready has none yet.
         */
        get: operations["captions_json_api_v1_videos__video_id__captions_json_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/captions.labelstudio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write the sounds of a video as LABELSTUDIO
         * @description Captions of sounds as broadcasters write them. A video that is not ready has none yet.
         */
        get: operations["captions_labelstudio_api_v1_videos__video_id__captions_labelstudio_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/captions.metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write the sounds of a video as METADATA
         * @description Captions of sounds as broadcasters write them. A video that is not ready has none yet.
         */
        get: operations["captions_metadata_api_v1_videos__video_id__captions_metadata_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/captions.raven": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write the sounds of a video as RAVEN
         * @description Captions of sounds as broadcasters write them. A video that is not ready has none yet.
         */
        get: operations["captions_raven_api_v1_videos__video_id__captions_raven_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/captions.srt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write the sounds of a video as SRT
         * @description Captions of sounds as broadcasters write them. A video that is not ready has none yet.
         */
        get: operations["captions_srt_api_v1_videos__video_id__captions_srt_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/captions.ttml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write the sounds of a video as TTML
         * @description Captions of sounds as broadcasters write them. A video that is not ready has none yet.
         */
        get: operations["captions_ttml_api_v1_videos__video_id__captions_ttml_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/captions.txt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write the sounds of a video as TXT
         * @description Captions of sounds as broadcasters write them. A video that is not ready has none yet.
         */
        get: operations["captions_txt_api_v1_videos__video_id__captions_txt_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/captions.vtt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write the sounds of a video as VTT
         * @description Captions of sounds as broadcasters write them. A video that is not ready has none yet.
         */
        get: operations["captions_vtt_api_v1_videos__video_id__captions_vtt_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/captions.webvtt-chapters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Write the sounds of a video as WEBVTT-CHAPTERS
         * @description Captions of sounds as broadcasters write them. A video that is not ready has none yet.
         */
        get: operations["captions_webvtt_chapters_api_v1_videos__video_id__captions_webvtt_chapters_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what people have set right in a video */
        get: operations["corrections_api_v1_videos__video_id__corrections_get"];
        put?: never;
        /**
         * Correct what was heard
         * @description Kept by label and time. Captions and events tell it at once, search within seconds, and
         *     it goes on to count when the video is decoded anew or heard by another model.
         */
        post: operations["correct_api_v1_videos__video_id__corrections_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/corrections/{correction_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw a correction
         * @description It no longer counts, and stays on record. Doing so twice changes nothing more.
         */
        delete: operations["withdraw_api_v1_videos__video_id__corrections__correction_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was heard in a video
         * @description Events at a level, by onset. A video that is not ready yet has none.
         */
        get: operations["events_api_v1_videos__video_id__events_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/excerpts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a stretch of a video cut out
         * @description As a WAV or MP4 of its own, cut to the millisecond. The same stretch is made once.
         */
        post: operations["excerpt_api_v1_videos__video_id__excerpts_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/excerpts/{excerpt_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an excerpt
         * @description 404 with the code `not_made_yet` while it is made; order it at `POST /excerpts`.
         */
        get: operations["excerpt_api_v1_videos__video_id__excerpts__excerpt_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/loudness": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell how loud each channel is
         * @description Every 100 ms; left and right of a stereo track, one channel of any other.
         */
        get: operations["loudness_api_v1_videos__video_id__loudness_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/markers.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List moments for a film editor, as CSV
         * @description What was heard, or the moments that are given, as markers.
         */
        get: operations["markers_csv_api_v1_videos__video_id__markers_csv_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/markers.edl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List moments for a film editor, as EDL
         * @description What was heard, or the moments that are given, as markers.
         */
        get: operations["markers_edl_api_v1_videos__video_id__markers_edl_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/peaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outline the waveform of a stretch
         * @description Least and greatest sample of each step, of the sound as mono; no finer than 10 ms.
         */
        get: operations["peaks_api_v1_videos__video_id__peaks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/poster": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a picture of a video
         * @description Ranges are answered as those of the source.
         */
        get: operations["poster_api_v1_videos__video_id__poster_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/proxy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Play the form of a video that browsers play
         * @description Ranges are answered as those of the source.
         */
        get: operations["proxy_api_v1_videos__video_id__proxy_get"];
        put?: never;
        /**
         * Have a video made playable in browsers
         * @description MP4 with H.264 and AAC, or sound alone; WebM where this ffmpeg writes nothing else. The
         *     video's `proxy` tells how that stands; `GET` the same address plays it.
         */
        post: operations["proxy_api_v1_videos__video_id__proxy_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a failed video be listened to again */
        post: operations["retry_api_v1_videos__video_id__retry_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/source": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Play or download a video
         * @description The bytes as they were uploaded. One range is answered as asked; of several ranges, the
         *     whole file.
         */
        get: operations["source_api_v1_videos__video_id__source_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/spectrogram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Draw the sound of a stretch
         * @description A PNG to be stretched over `X-Start-S` to `X-Start-S` + width * `X-Step-S`: one pixel a
         *     column of time, 64 rows, high sounds at the top. No finer than 60 ms.
         */
        get: operations["spectrogram_api_v1_videos__video_id__spectrogram_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Keep speech captions with a video
         * @description WebVTT or SubRip, as it is. From now on captions of this video have its sounds merged
         *     into them, without covering or splitting a line of speech.
         */
        put: operations["keep_api_v1_videos__video_id__speech_put"];
        post?: never;
        /** Drop the speech captions of a video */
        delete: operations["drop_api_v1_videos__video_id__speech_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/videos/{video_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a video as lanes over time
         * @description Events as they are while there are at most 2,000; more of them, or with a resolution,
         *     their density in stretches of equal length. Never more than 2,000 points in all: a
         *     resolution that is too fine for that is made coarser, as `resolution_s` tells.
         */
        get: operations["timeline_api_v1_videos__video_id__timeline_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Axis
         * @description What the columns are.
         * @enum {string}
         */
        Axis: "hour" | "position";
        /**
         * CopyShown
         * @description The same moment in another copy of the film.
         */
        CopyShown: {
            /**
             * Collection
             * @example family
             */
            collection: string;
            /**
             * Duration S
             * @example 602.5
             */
            duration_s: number | null;
            /**
             * End S
             * @example 103
             */
            end_s: number;
            /**
             * @description The score in words
             * @example alike
             */
            likeness: components["schemas"]["Likeness"];
            /**
             * Link
             * @description Plays from one second before
             * @example /api/v1/videos/01K0G4W1QZ7V7C3M4D2W5T9RBA/source#t=100.00
             */
            link: string;
            /**
             * Recorded At
             * @example 2026-03-01T12:30:00Z
             */
            recorded_at: string | null;
            /**
             * Score
             * @example 0.83
             */
            score: number;
            /**
             * Start S
             * @example 101
             */
            start_s: number;
            /**
             * Title
             * @example Garden, first warm day
             */
            title: string;
            /**
             * Video Id
             * @example 01K0G4W1QZ7V7C3M4D2W5T9RBA
             */
            video_id: string;
        };
        /**
         * CorrectionAnswer
         * @description A correction: who, when, what was before. It stays on record when it is withdrawn.
         */
        CorrectionAnswer: {
            /** Before */
            before: components["schemas"]["EventBefore"][];
            /** By */
            by: string;
            /** End S */
            end_s: number;
            /** Id */
            id: string;
            /**
             * Instead
             * @description Name of the label that is heard instead
             */
            instead: string | null;
            /** Instead Id */
            instead_id: string | null;
            kind: components["schemas"]["Kind-Output"];
            /** Label */
            label: string;
            /** Label Id */
            label_id: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Note */
            note: string;
            /** Start S */
            start_s: number;
            /** To End S */
            to_end_s: number | null;
            /** To Start S */
            to_start_s: number | null;
            withdrawn: components["schemas"]["WithdrawalAnswer"] | null;
        };
        /**
         * CorrectionsAnswer
         * @description What people have set right in a video, oldest first.
         */
        CorrectionsAnswer: {
            /** Corrections */
            corrections: components["schemas"]["CorrectionAnswer"][];
            /** Video Id */
            video_id: string;
        };
        /**
         * CorrectionWanted
         * @description What a person says of one label in one stretch of a video.
         * @example {
         *       "by": "Ada",
         *       "end_s": 13.1,
         *       "kind": "absent",
         *       "label": "Bark",
         *       "start_s": 12.4
         *     }
         * @example {
         *       "end_s": 3.8,
         *       "kind": "present",
         *       "label": "/m/07rn7sz",
         *       "start_s": 3
         *     }
         * @example {
         *       "end_s": 13.1,
         *       "instead": "Cough",
         *       "kind": "instead",
         *       "label": "Bark",
         *       "start_s": 12.4
         *     }
         * @example {
         *       "end_s": 13.1,
         *       "kind": "moved",
         *       "label": "Bark",
         *       "start_s": 12.4,
         *       "to_end_s": 12.9,
         *       "to_start_s": 12
         *     }
         */
        CorrectionWanted: {
            /**
             * By
             * @description Who says so
             * @default
             */
            by: string;
            /** End S */
            end_s: number;
            /**
             * Instead
             * @description With `instead`: what it is
             */
            instead?: string | null;
            /** @description absent, present, instead (of this label), moved (in time) */
            kind: components["schemas"]["earshot__domain__corrections__Kind"];
            /**
             * Label
             * @description Id or name of the label that it is about
             */
            label: string;
            /**
             * Note
             * @default
             */
            note: string;
            /** Start S */
            start_s: number;
            /**
             * To End S
             * @description With `moved`: when it ends
             */
            to_end_s?: number | null;
            /**
             * To Start S
             * @description With `moved`: when it begins
             */
            to_start_s?: number | null;
        };
        /**
         * CountsShown
         * @description How much the whole answer holds, behind all pages.
         */
        CountsShown: {
            /**
             * Exact
             * @description False: lower bounds, because the time to count was up
             * @example true
             */
            exact: boolean;
            facets: components["schemas"]["FacetsShown"];
            /**
             * Levels
             * @description All six, from everything to sure
             */
            levels: components["schemas"]["LevelCountShown"][];
            /**
             * Moments
             * @example 71
             */
            moments: number;
            /**
             * Videos
             * @example 12
             */
            videos: number;
        };
        /**
         * Kind
         * @description What a correction says of its span.
         * @enum {string}
         */
        earshot__domain__corrections__Kind: "absent" | "present" | "instead" | "moved";
        /**
         * Kind
         * @description What a WebVTT track is for, in the words of HTML.
         * @enum {string}
         */
        earshot_search__caption_routes__Kind: "captions" | "metadata" | "chapters";
        /**
         * Edit
         * @description What to set; fields that are left out stay as they are.
         * @example {
         *       "recorded_at": "2026-11-20T12:01:00Z",
         *       "title": "Backyard at noon"
         *     }
         */
        Edit: {
            /**
             * Collection
             * @default
             */
            collection: string;
            /**
             * Description
             * @default
             */
            description: string;
            /** Recorded At */
            recorded_at?: string | null;
            /**
             * Title
             * @default
             */
            title: string;
        };
        /**
         * EventBefore
         * @description An event as it was told before the correction.
         */
        EventBefore: {
            /** Label */
            label: string;
            /** Label Id */
            label_id: string;
            /** Offset S */
            offset_s: number;
            /** Onset S */
            onset_s: number;
            /** Score */
            score: number;
        };
        /**
         * EventsAnswer
         * @description What was heard in one video at a level, by onset.
         */
        EventsAnswer: {
            /**
             * Bundle
             * @example keen-1a2b3c4d
             */
            bundle: string | null;
            /**
             * Duration S
             * @example 602.5
             */
            duration_s: number | null;
            /** Events */
            events: components["schemas"]["EventShown"][];
            /**
             * Level
             * @example 4
             */
            level: number;
            /**
             * Policy
             * @example 9f8e7d6c5b4a
             */
            policy: string | null;
            /**
             * @description Events are complete once it is ready
             * @example ready
             */
            state: components["schemas"]["VideoState"];
            /**
             * Video Id
             * @example 01K0G4W1QZ7V7C3M4D2W5T9RBA
             */
            video_id: string;
        };
        /**
         * EventShown
         * @description One sound, half-open in time, from the start of the video as a player shows it.
         */
        EventShown: {
            /**
             * Heard By
             * @description The bundle that heard it; several where they serve beside each other
             * @example [
             *       "keen-1a2b3c4d"
             *     ]
             */
            heard_by: string[];
            /**
             * Label
             * @description AudioSet display name
             * @example Bark
             */
            label: string;
            /**
             * Label Id
             * @example /m/05tny_
             */
            label_id: string;
            /**
             * Offset S
             * @example 13.1
             */
            offset_s: number;
            /**
             * Onset S
             * @example 12.4
             */
            onset_s: number;
            /**
             * Score
             * @example 0.93
             */
            score: number;
        };
        /**
         * ExcerptAnswer
         * @description An excerpt and how it stands: `GET` its link until it is there.
         */
        ExcerptAnswer: {
            /** Detail */
            detail: string | null;
            /** End S */
            end_s: number;
            /**
             * Excerpt Id
             * @example 12400-15000.wav
             */
            excerpt_id: string;
            format: components["schemas"]["ExcerptFormat"];
            /** Link */
            link: string;
            /** Start S */
            start_s: number;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "ready" | "failed";
        };
        /**
         * ExcerptFormat
         * @description What an excerpt is written as.
         * @enum {string}
         */
        ExcerptFormat: "wav" | "mp4";
        /**
         * ExcerptWanted
         * @description A stretch of a video, in seconds on the player's clock.
         * @example {
         *       "end_s": 15,
         *       "format": "wav",
         *       "start_s": 12.4
         *     }
         */
        ExcerptWanted: {
            /**
             * End S
             * @description At most 600 s later
             */
            end_s: number;
            /**
             * @description wav: sound alone; mp4: picture and sound
             * @default wav
             */
            format: components["schemas"]["ExcerptFormat"];
            /** Start S */
            start_s: number;
        };
        /**
         * ExplainAnswer
         * @description How a query is understood.
         */
        ExplainAnswer: {
            /**
             * Canonical
             * @description Written out with every operator and bracket
             * @example puppy AND siren
             */
            canonical: string;
            /**
             * Query
             * @example puppy siren
             */
            query: string;
            /** Tree */
            tree: {
                [key: string]: unknown;
            };
            /**
             * Words
             * @description Each word with its labels and why
             */
            words: {
                [key: string]: unknown;
            }[];
        };
        /**
         * FacetShown
         * @description A part of the answer that has something in common.
         */
        FacetShown: {
            /**
             * Filter
             * @description Added to the query it leaves this part alone
             * @example recorded:2026-03
             */
            filter?: string | null;
            /**
             * Label Id
             * @example /m/05tny_
             */
            label_id?: string | null;
            /**
             * Moments
             * @example 71
             */
            moments: number;
            /**
             * Value
             * @description A label's name, a collection, a band of scores, a month
             * @example Bark
             */
            value: string;
            /**
             * Videos
             * @example 12
             */
            videos: number;
        };
        /**
         * FacetsShown
         * @description The answer divided in four ways; parts that hold nothing are left out.
         */
        FacetsShown: {
            /**
             * Collections
             * @description Most videos first
             */
            collections: components["schemas"]["FacetShown"][];
            /**
             * Labels
             * @description What was heard, most videos first
             * @example [
             *       {
             *         "label_id": "/m/05tny_",
             *         "moments": 71,
             *         "value": "Bark",
             *         "videos": 12
             *       }
             *     ]
             */
            labels: components["schemas"]["FacetShown"][];
            /**
             * Months
             * @description Of recording, where known; latest first
             */
            months: components["schemas"]["FacetShown"][];
            /**
             * Scores
             * @description Of moments, the highest first
             */
            scores: components["schemas"]["FacetShown"][];
        };
        /**
         * Family
         * @description One of AudioSet's topmost groups.
         * @enum {string}
         */
        Family: "human" | "animal" | "music" | "nature" | "things" | "ambiguous" | "background";
        /**
         * FieldProblem
         * @description What is wrong with one field of a request.
         */
        FieldProblem: {
            /**
             * Detail
             * @description What would be right
             */
            detail: string;
            /**
             * Field
             * @description Where it stands
             * @example query.limit
             */
            field: string;
        };
        /**
         * Grade
         * @description How well a bundle hears a label, from its figures on recordings it has not seen.
         * @enum {string}
         */
        Grade: "good" | "fair" | "weak" | "untested";
        /**
         * HeatmapAnswer
         * @description When sounds begin: hour of day, or place in the video.
         */
        HeatmapAnswer: {
            /** @example hour */
            by: components["schemas"]["Axis"];
            /**
             * Columns
             * @example [
             *       "00",
             *       "01",
             *       "02",
             *       "03"
             *     ]
             */
            columns: string[];
            /**
             * Exact
             * @description False: the time was up, and these are lower bounds
             * @example true
             */
            exact: boolean;
            /**
             * Level
             * @example 4
             */
            level: number;
            /** Rows */
            rows: components["schemas"]["HeatmapRowShown"][];
        };
        /**
         * HeatmapRowShown
         * @description Moments of one word by column.
         */
        HeatmapRowShown: {
            /**
             * Label
             * @example Dog
             */
            label: string;
            /**
             * Label Ids
             * @example [
             *       "/m/0bt9lr"
             *     ]
             */
            label_ids: string[];
            /**
             * Moments
             * @example [
             *       0,
             *       0,
             *       3,
             *       1
             *     ]
             */
            moments: number[];
            /**
             * Total
             * @example 4
             */
            total: number;
            /**
             * Word
             * @description As it was asked for
             * @example dog
             */
            word: string;
        };
        /**
         * Kind
         * @description What a correction says of its span.
         * @enum {string}
         */
        "Kind-Output": "absent" | "present" | "instead" | "moved";
        /**
         * LabelFiguresAnswer
         * @description Labels that were heard, those with most events first.
         */
        LabelFiguresAnswer: {
            /** Labels */
            labels: components["schemas"]["LabelFiguresShown"][];
            /**
             * Level
             * @example 4
             */
            level: number;
            /** @example month */
            period: components["schemas"]["Period"];
        };
        /**
         * LabelFiguresShown
         * @description A label in the whole archive and in its last periods; what lies below it counts too.
         */
        LabelFiguresShown: {
            /**
             * Events
             * @example 71
             */
            events: number;
            /**
             * Hours
             * @description All its events end to end
             * @example 0.4
             */
            hours: number;
            /**
             * Label
             * @example Bark
             */
            label: string;
            /**
             * Label Id
             * @example /m/05tny_
             */
            label_id: string;
            /** Trend */
            trend: components["schemas"]["TrendShown"][];
            /**
             * Videos
             * @example 12
             */
            videos: number;
        };
        /**
         * LabelsAnswer
         * @description Labels by name.
         */
        LabelsAnswer: {
            /** Labels */
            labels: components["schemas"]["LabelShown"][];
            /**
             * Level
             * @example 4
             */
            level: number;
        };
        /**
         * LabelShown
         * @description A label that can be heard, how well, and how often it was.
         */
        LabelShown: {
            /**
             * Bundle
             * @example keen-1a2b3c4d
             */
            bundle: string;
            /**
             * Events
             * @example 71
             */
            events: number;
            /**
             * @description Its topmost group
             * @example animal
             */
            family: components["schemas"]["Family"];
            /**
             * Figures
             * @description Of the bundle, on recordings that it had not seen
             * @example {
             *       "average_precision": 0.81
             *     }
             */
            figures: {
                [key: string]: number | null;
            };
            /** @example good */
            grade: components["schemas"]["Grade"];
            /**
             * Label Id
             * @example /m/05tny_
             */
            label_id: string;
            /**
             * Name
             * @example Bark
             */
            name: string;
            /**
             * Videos
             * @description In which it was heard at the level
             * @example 12
             */
            videos: number;
        };
        /**
         * LaneShown
         * @description One label over the length of the video.
         */
        LaneShown: {
            /**
             * Events
             * @example 71
             */
            events: number;
            /**
             * Label
             * @example Bark
             */
            label: string;
            /**
             * Label Id
             * @example /m/05tny_
             */
            label_id: string;
            /**
             * Points
             * @description By time, silence left out
             */
            points: components["schemas"]["PointShown"][];
            /**
             * Seconds
             * @description How long it is heard in all
             * @example 52.3
             */
            seconds: number;
        };
        /**
         * LevelCountShown
         * @description How much the same search finds at a level.
         */
        LevelCountShown: {
            /**
             * Level
             * @example 1
             */
            level: number;
            /**
             * Moments
             * @example 90
             */
            moments: number;
            /**
             * More Moments
             * @example 19
             */
            more_moments: number;
            /**
             * More Videos
             * @description Than at the level asked for; may be less
             * @example 2
             */
            more_videos: number;
            /**
             * Name
             * @description Of those that have one
             * @example everything
             */
            name: string | null;
            /**
             * Videos
             * @example 14
             */
            videos: number;
        };
        /**
         * Likeness
         * @description The score in words.
         * @enum {string}
         */
        Likeness: "a little alike" | "alike" | "very alike";
        /**
         * LoudnessAnswer
         * @description How loud each channel is, in decibels below full scale.
         */
        LoudnessAnswer: {
            /**
             * Channels
             * @example [
             *       [
             *         -31.5,
             *         -12
             *       ],
             *       [
             *         -34,
             *         -18.5
             *       ]
             *     ]
             */
            channels: number[][];
            /**
             * Step S
             * @example 0.1
             */
            step_s: number;
            /** Video Id */
            video_id: string;
        };
        /**
         * MomentShown
         * @description A stretch of a video that answers the query.
         */
        MomentShown: {
            /**
             * End S
             * @example 13.1
             */
            end_s: number;
            /** Events */
            events: components["schemas"]["EventShown"][];
            /**
             * Label
             * @example Bark
             */
            label: string;
            /**
             * Label Id
             * @example /m/05tny_
             */
            label_id: string;
            /**
             * Link
             * @description Plays from one second before
             * @example /api/v1/videos/01K0G4W1QZ7V7C3M4D2W5T9RBA/source#t=11.40
             */
            link: string;
            /**
             * Matched
             * @description Why this is an answer
             * @example Bark — child of dog, typed "puppy"
             */
            matched: string;
            /**
             * Score
             * @example 0.93
             */
            score: number;
            /**
             * Start S
             * @example 12.4
             */
            start_s: number;
        };
        /**
         * Order
         * @description Which videos come first.
         * @enum {string}
         */
        Order: "relevance" | "time" | "newest" | "duration";
        /**
         * Palette
         * @description How brightness becomes colour.
         * @enum {string}
         */
        Palette: "heat" | "grey" | "ink";
        /**
         * PeaksAnswer
         * @description The outline of a waveform: value n holds from `start_s + n * step_s` for one step.
         */
        PeaksAnswer: {
            /**
             * Greatest
             * @example [
             *       4,
             *       88,
             *       10
             *     ]
             */
            greatest: number[];
            /**
             * Least
             * @example [
             *       -3,
             *       -90,
             *       -12
             *     ]
             */
            least: number[];
            /**
             * Scale
             * @description What stands for full scale
             * @default 127
             */
            scale: number;
            /**
             * Start S
             * @example 0
             */
            start_s: number;
            /**
             * Step S
             * @example 0.16
             */
            step_s: number;
            /** Video Id */
            video_id: string;
        };
        /**
         * Period
         * @description How long each step of a trend is.
         * @enum {string}
         */
        Period: "day" | "week" | "month";
        /**
         * PointShown
         * @description One event, or all that sounds between two ticks.
         */
        PointShown: {
            /**
             * Density
             * @description How much of the stretch sounds
             * @example 1
             */
            density: number;
            /**
             * End S
             * @example 13.1
             */
            end_s: number;
            /**
             * Events
             * @description That begin here
             * @example 1
             */
            events: number;
            /**
             * Score
             * @description The best of its events
             * @example 0.93
             */
            score: number;
            /**
             * Start S
             * @example 12.4
             */
            start_s: number;
        };
        /**
         * Problem
         * @description An error as RFC 9457 writes it; `code` never changes and is what programs should read.
         */
        Problem: {
            /**
             * Code
             * @example video_not_found
             */
            code: string;
            /**
             * Detail
             * @example there is no such video
             */
            detail: string;
            /**
             * Errors
             * @default null
             */
            errors: components["schemas"]["FieldProblem"][] | null;
            /**
             * Request Id
             * @example 01K0G4W1QZ7V7C3M4D2W5T9RBA
             */
            request_id: string | null;
            /**
             * Status
             * @example 404
             */
            status: number;
            /**
             * Title
             * @example No such video
             */
            title: string;
            /**
             * Type
             * @example urn:earshot:problem:video_not_found
             */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * ProxyAnswer
         * @description The form of a video that browsers play.
         */
        ProxyAnswer: {
            /** Detail */
            detail: string | null;
            /** Media Type */
            media_type: string | null;
            /**
             * State
             * @description none: order it; waiting: it is being made; failed: `detail` says why
             * @enum {string}
             */
            state: "none" | "waiting" | "ready" | "failed";
        };
        /**
         * QueryAnswer
         * @description A query clip and how it stands; once it is ready, give its id to `/search/similar`.
         * @example {
         *       "asked_at": "2026-11-21T17:36:43Z",
         *       "duration_s": 2.4,
         *       "expires_at": "2026-11-21T18:36:43Z",
         *       "file_name": "bark.m4a",
         *       "id": "01K0G4W1QZ7V7C3M4D2W5T9RBC",
         *       "size_bytes": 48213,
         *       "state": "ready"
         *     }
         */
        QueryAnswer: {
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /**
             * Detail
             * @description Why it failed, in one sentence
             */
            detail: string | null;
            /**
             * Duration S
             * @description Known once it was listened to
             */
            duration_s: number | null;
            /**
             * Expires At
             * Format: date-time
             * @description From then on there is no such clip
             */
            expires_at: string;
            /** File Name */
            file_name: string;
            /** Id */
            id: string;
            /** Size Bytes */
            size_bytes: number;
            /** @description waiting, then ready or failed */
            state: components["schemas"]["QueryState"];
        };
        /**
         * QueryState
         * @description Where a query clip stands; the worker alone ends the waiting.
         * @enum {string}
         */
        QueryState: "waiting" | "ready" | "failed";
        /**
         * RareAnswer
         * @description What is unusual in seven days, the least likely first.
         */
        RareAnswer: {
            /** Labels */
            labels: components["schemas"]["UnusualShown"][];
            /**
             * Level
             * @example 4
             */
            level: number;
            /**
             * Start
             * Format: date
             * @example 2026-03-01
             */
            start: string;
            /**
             * Stop
             * Format: date
             * @description The day after the last
             * @example 2026-03-08
             */
            stop: string;
        };
        /**
         * Reason
         * @description Why a video ended as it did; the first two end as ready, the others as failed.
         * @enum {string}
         */
        Reason: "no_audio" | "damaged" | "not_media" | "too_long" | "timed_out" | "crashed" | "source_missing";
        /**
         * SearchAnswer
         * @description One page of moments, grouped by video.
         */
        SearchAnswer: {
            /** @description On the first page only, unless it was asked not to count */
            counts: components["schemas"]["CountsShown"] | null;
            /**
             * Did You Mean
             * @description Queries with the words put right that were not understood, or read as a slip
             * @example [
             *       "horse"
             *     ]
             */
            did_you_mean: string[];
            /**
             * Level
             * @example 4
             */
            level: number;
            /**
             * Names
             * @description Videos with these words in title, file name, description or collection; on the first page only
             */
            names: components["schemas"]["VideoNamed"][];
            /**
             * Next
             * @description Cursor of the next page; null at the end
             */
            next: string | null;
            /**
             * Partial
             * @description True when the time was up before the page was full; `next` goes on
             * @example false
             */
            partial: boolean;
            /**
             * Query
             * @example puppy
             */
            query: string;
            /** @example relevance */
            sort: components["schemas"]["Order"];
            /** Unresolved */
            unresolved: components["schemas"]["WordUnresolved"][];
            /**
             * Videos
             * @description In the order asked for; by relevance, with several words, those where they are nearest come first
             */
            videos: components["schemas"]["VideoFound"][];
        };
        /**
         * SearchBody
         * @description A search by program.
         */
        SearchBody: {
            /** @default quick */
            counts: components["schemas"]["Thoroughness"];
            /** Cursor */
            cursor?: string | null;
            /** @default 4 */
            level: string;
            /**
             * Limit
             * @description Videos on a page
             * @default 20
             */
            limit: number;
            /**
             * Min Score
             * @default 0
             */
            min_score: number;
            /**
             * Moments
             * @description Moments of each video
             * @default 10
             */
            moments: number;
            /** @default relevance */
            sort: components["schemas"]["Order"];
            /**
             * Tree
             * @description As `/search/explain` shows it
             * @example {
             *       "op": "sound",
             *       "text": "dog"
             *     }
             */
            tree: {
                [key: string]: unknown;
            };
        };
        /**
         * SimilarAnswer
         * @description Moments that sound alike, most alike first; the asked moment itself is left out.
         */
        SimilarAnswer: {
            /**
             * Bundle
             * @description Only videos that it has heard can be compared
             * @example keen-1a2b3c4d
             */
            bundle: string;
            /**
             * Copies
             * @description The asked moment itself, in other copies of its film
             */
            copies: components["schemas"]["CopyShown"][];
            /** Moments */
            moments: components["schemas"]["SimilarShown"][];
        };
        /**
         * SimilarBody
         * @description A moment of an archived video, or a query clip that was uploaded to `/queries`.
         * @example {
         *       "offset_s": 13.1,
         *       "onset_s": 12.4,
         *       "video_id": "01K0G4W1QZ7V7C3M4D2W5T9RBA"
         *     }
         * @example {
         *       "collection": "family",
         *       "limit": 5,
         *       "query_id": "01K0G4W1QZ7V7C3M4D2W5T9RBC"
         *     }
         */
        SimilarBody: {
            /**
             * Collection
             * @description Only this one
             */
            collection?: string | null;
            /**
             * Limit
             * @description Moments to tell at most
             * @default 20
             */
            limit: number;
            /**
             * Min Score
             * @description Less alike ones are left out
             * @default 0.6
             */
            min_score: number;
            /**
             * Offset S
             * @description 30 s after the onset at most; seconds are compared whole
             */
            offset_s?: number | null;
            /** Onset S */
            onset_s?: number | null;
            /** Query Id */
            query_id?: string | null;
            /** Video Id */
            video_id?: string | null;
        };
        /**
         * SimilarShown
         * @description A moment that sounds like what was asked for, in whole seconds.
         */
        SimilarShown: {
            /**
             * Collection
             * @example family
             */
            collection: string;
            /**
             * Copies
             * @description The same moment where the film is in the archive more than once
             */
            copies: components["schemas"]["CopyShown"][];
            /**
             * Duration S
             * @example 602.5
             */
            duration_s: number | null;
            /**
             * End S
             * @example 103
             */
            end_s: number;
            /**
             * @description The score in words
             * @example alike
             */
            likeness: components["schemas"]["Likeness"];
            /**
             * Link
             * @description Plays from one second before
             * @example /api/v1/videos/01K0G4W1QZ7V7C3M4D2W5T9RBA/source#t=100.00
             */
            link: string;
            /**
             * Recorded At
             * @example 2026-03-01T12:30:00Z
             */
            recorded_at: string | null;
            /**
             * Score
             * @description 1 is the same sound, 0 has nothing in common
             * @example 0.83
             */
            score: number;
            /**
             * Start S
             * @example 101
             */
            start_s: number;
            /**
             * Title
             * @example Garden, first warm day
             */
            title: string;
            /**
             * Video Id
             * @example 01K0G4W1QZ7V7C3M4D2W5T9RBA
             */
            video_id: string;
        };
        /**
         * SpeechAnswer
         * @description What was understood of the file.
         */
        SpeechAnswer: {
            /**
             * Cues
             * @example 812
             */
            cues: number;
            /** Video Id */
            video_id: string;
        };
        /**
         * Step
         * @description One stage of the pipeline; each is idempotent and writes one deterministic object.
         * @enum {string}
         */
        Step: "listen" | "decode" | "index" | "remove" | "embed" | "retag" | "proxy" | "excerpt";
        /**
         * Style
         * @description How a caption is set off from speech.
         * @enum {string}
         */
        Style: "brackets" | "plain";
        /**
         * SuggestionKind
         * @description What is suggested.
         * @enum {string}
         */
        SuggestionKind: "label" | "operator" | "filter" | "collection" | "title";
        /**
         * SuggestionsAnswer
         * @description Sounds first, then words of the language, collections and titles.
         */
        SuggestionsAnswer: {
            /**
             * Q
             * @example siren THEN do
             */
            q: string;
            /** Suggestions */
            suggestions: components["schemas"]["SuggestionShown"][];
        };
        /**
         * SuggestionShown
         * @description One way to go on typing.
         */
        SuggestionShown: {
            /**
             * Detail
             * @description The label's name, what an operator means, a collection's size, a video's id
             * @example Dog
             */
            detail: string;
            /** @example label */
            kind: components["schemas"]["SuggestionKind"];
            /**
             * Phrase
             * @description What is completed or added
             * @example dog
             */
            phrase: string;
            /**
             * Text
             * @description The whole query then
             * @example siren THEN dog
             */
            text: string;
        };
        /**
         * Thoroughness
         * @description How long a search may count.
         * @enum {string}
         */
        Thoroughness: "none" | "quick" | "full";
        /**
         * TimelineAnswer
         * @description Lanes of one video, with at most 2,000 points in all.
         */
        TimelineAnswer: {
            /**
             * Duration S
             * @example 602.5
             */
            duration_s: number;
            /**
             * Lanes
             * @description As asked for, or the longest sounding first
             */
            lanes: components["schemas"]["LaneShown"][];
            /**
             * Left Out
             * @description Labels heard that have no lane here
             * @example 0
             */
            left_out: number;
            /**
             * Level
             * @example 4
             */
            level: number;
            /**
             * Resolution S
             * @description Length of a point, never finer than the number of points allows; null where every point is an event
             * @example null
             */
            resolution_s: number | null;
            /**
             * Video Id
             * @example 01K0G4W1QZ7V7C3M4D2W5T9RBA
             */
            video_id: string;
        };
        /**
         * TrendShown
         * @description The same in one period.
         */
        TrendShown: {
            /**
             * Events
             * @example 71
             */
            events: number;
            /**
             * Hours
             * @description All its events end to end
             * @example 0.4
             */
            hours: number;
            /**
             * Start
             * Format: date
             * @description Its first day, UTC
             * @example 2026-03-01
             */
            start: string;
            /**
             * Videos
             * @example 12
             */
            videos: number;
        };
        /**
         * UnusualShown
         * @description A label that was heard more than the weeks before let expect.
         */
        UnusualShown: {
            /**
             * Chance
             * @description Of as many or more, had nothing changed
             * @example 0.001
             */
            chance: number;
            /**
             * Events
             * @example 9
             */
            events: number;
            /**
             * Examples
             * @description Newest videos with it
             */
            examples: components["schemas"]["VideoNamed"][];
            /**
             * Expected Videos
             * @description As many as its share in the eight weeks before lets expect
             * @example 0.2
             */
            expected_videos: number;
            /**
             * First
             * @description Never heard before
             * @example false
             */
            first: boolean;
            /**
             * Hours
             * @example 0.01
             */
            hours: number;
            /**
             * Label
             * @example Smoke detector, smoke alarm
             */
            label: string;
            /**
             * Label Id
             * @example /m/01y3hg
             */
            label_id: string;
            /**
             * Videos
             * @example 3
             */
            videos: number;
        };
        /**
         * UploadAnswer
         * @description The video that an upload became, or that was here with the same bytes.
         * @example {
         *       "collection": "default",
         *       "corrections": 0,
         *       "description": "The neighbour's dog and the first bus.",
         *       "duplicate": false,
         *       "file_name": "MVI_0042.MP4",
         *       "has_picture": true,
         *       "id": "01K0G4W1QZ7V7C3M4D2W5T9RBA",
         *       "playable": false,
         *       "poster": true,
         *       "progress": 0.42,
         *       "proxy": {
         *         "media_type": "video/mp4",
         *         "state": "ready"
         *       },
         *       "recorded_at": "2026-11-20T12:01:00Z",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "size_bytes": 73400320,
         *       "state": "working",
         *       "step": "listen",
         *       "title": "Backyard at noon",
         *       "uploaded_at": "2026-11-21T17:36:43Z"
         *     }
         */
        UploadAnswer: {
            /**
             * Audio Tracks
             * @description Known once it was listened to
             */
            audio_tracks: number | null;
            /** Collection */
            collection: string;
            /**
             * Corrections
             * @description Grows with each correction: a page that lags notices
             */
            corrections: number;
            /** Description */
            description: string;
            /**
             * Detail
             * @description The same in one sentence, for people
             */
            detail: string | null;
            /**
             * Duplicate
             * @description True when the collection had these bytes already: this is the first video
             */
            duplicate: boolean;
            /**
             * Duration S
             * @description Known once it was listened to
             */
            duration_s: number | null;
            /** File Name */
            file_name: string;
            /**
             * Has Picture
             * @description False: sound alone
             */
            has_picture: boolean | null;
            /**
             * Id
             * @description Time-sortable: later uploads have higher ids
             */
            id: string;
            /**
             * Playable
             * @description Whether browsers play the source; null until it was looked into
             */
            playable: boolean | null;
            /**
             * Poster
             * @description Whether there is a picture at `/poster`
             */
            poster: boolean;
            /**
             * Progress
             * @description Of the upload or of the running step
             */
            progress: number;
            proxy: components["schemas"]["ProxyAnswer"];
            /** @description Why it ended as it did, for programs */
            reason: components["schemas"]["Reason"] | null;
            /** Recorded At */
            recorded_at: string | null;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
            state: components["schemas"]["VideoState"];
            /** @description The step that is due or running */
            step: components["schemas"]["Step"] | null;
            /** Title */
            title: string;
            /**
             * Uploaded At
             * Format: date-time
             */
            uploaded_at: string;
        };
        /**
         * VideoAnswer
         * @description One video and how it stands.
         * @example {
         *       "collection": "default",
         *       "corrections": 0,
         *       "description": "The neighbour's dog and the first bus.",
         *       "file_name": "MVI_0042.MP4",
         *       "has_picture": true,
         *       "id": "01K0G4W1QZ7V7C3M4D2W5T9RBA",
         *       "playable": false,
         *       "poster": true,
         *       "progress": 0.42,
         *       "proxy": {
         *         "media_type": "video/mp4",
         *         "state": "ready"
         *       },
         *       "recorded_at": "2026-11-20T12:01:00Z",
         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *       "size_bytes": 73400320,
         *       "state": "working",
         *       "step": "listen",
         *       "title": "Backyard at noon",
         *       "uploaded_at": "2026-11-21T17:36:43Z"
         *     }
         */
        VideoAnswer: {
            /**
             * Audio Tracks
             * @description Known once it was listened to
             */
            audio_tracks: number | null;
            /** Collection */
            collection: string;
            /**
             * Corrections
             * @description Grows with each correction: a page that lags notices
             */
            corrections: number;
            /** Description */
            description: string;
            /**
             * Detail
             * @description The same in one sentence, for people
             */
            detail: string | null;
            /**
             * Duration S
             * @description Known once it was listened to
             */
            duration_s: number | null;
            /** File Name */
            file_name: string;
            /**
             * Has Picture
             * @description False: sound alone
             */
            has_picture: boolean | null;
            /**
             * Id
             * @description Time-sortable: later uploads have higher ids
             */
            id: string;
            /**
             * Playable
             * @description Whether browsers play the source; null until it was looked into
             */
            playable: boolean | null;
            /**
             * Poster
             * @description Whether there is a picture at `/poster`
             */
            poster: boolean;
            /**
             * Progress
             * @description Of the upload or of the running step
             */
            progress: number;
            proxy: components["schemas"]["ProxyAnswer"];
            /** @description Why it ended as it did, for programs */
            reason: components["schemas"]["Reason"] | null;
            /** Recorded At */
            recorded_at: string | null;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
            state: components["schemas"]["VideoState"];
            /** @description The step that is due or running */
            step: components["schemas"]["Step"] | null;
            /** Title */
            title: string;
            /**
             * Uploaded At
             * Format: date-time
             */
            uploaded_at: string;
        };
        /**
         * VideoFound
         * @description A video in which the query was heard.
         */
        VideoFound: {
            /**
             * Collection
             * @example family
             */
            collection: string;
            /**
             * Duration S
             * @example 602.5
             */
            duration_s: number | null;
            /**
             * Moments
             * @description Best first; sorted by time the earliest, by duration the longest
             */
            moments: components["schemas"]["MomentShown"][];
            /**
             * Moments Total
             * @description All of them, shown or not
             * @example 1
             */
            moments_total: number;
            /**
             * Recorded At
             * @example 2026-03-01T12:30:00Z
             */
            recorded_at: string | null;
            /**
             * Score
             * @description Of its best moment; null where only filters were asked
             * @example 0.93
             */
            score: number | null;
            /**
             * Title
             * @example Garden, first warm day
             */
            title: string;
            /**
             * Video Id
             * @example 01K0G4W1QZ7V7C3M4D2W5T9RBA
             */
            video_id: string;
        };
        /**
         * VideoNamed
         * @description A video that was found by its name.
         */
        VideoNamed: {
            /**
             * Collection
             * @example family
             */
            collection: string;
            /**
             * Duration S
             * @example 602.5
             */
            duration_s: number | null;
            /**
             * Recorded At
             * @example 2026-03-01T12:30:00Z
             */
            recorded_at: string | null;
            /**
             * Title
             * @example Garden, first warm day
             */
            title: string;
            /**
             * Video Id
             * @example 01K0G4W1QZ7V7C3M4D2W5T9RBA
             */
            video_id: string;
        };
        /**
         * VideoPage
         * @description Some videos, newest first.
         * @example {
         *       "next": "01K0G4W1QZ7V7C3M4D2W5T9RBA",
         *       "videos": [
         *         {
         *           "collection": "default",
         *           "corrections": 0,
         *           "description": "The neighbour's dog and the first bus.",
         *           "file_name": "MVI_0042.MP4",
         *           "has_picture": true,
         *           "id": "01K0G4W1QZ7V7C3M4D2W5T9RBA",
         *           "playable": false,
         *           "poster": true,
         *           "progress": 0.42,
         *           "proxy": {
         *             "media_type": "video/mp4",
         *             "state": "ready"
         *           },
         *           "recorded_at": "2026-11-20T12:01:00Z",
         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
         *           "size_bytes": 73400320,
         *           "state": "working",
         *           "step": "listen",
         *           "title": "Backyard at noon",
         *           "uploaded_at": "2026-11-21T17:36:43Z"
         *         }
         *       ]
         *     }
         */
        VideoPage: {
            /**
             * Next
             * @description Give it as `cursor` for the next page; null at the end
             */
            next: string | null;
            /** Videos */
            videos: components["schemas"]["VideoAnswer"][];
        };
        /**
         * VideoState
         * @description Where a video stands; the arrows between them are drawn in GLOSSARY.md.
         * @enum {string}
         */
        VideoState: "uploading" | "waiting" | "working" | "ready" | "failed" | "removing" | "removed";
        /**
         * WithdrawalAnswer
         * @description Who took a correction back, and when.
         */
        WithdrawalAnswer: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
        };
        /**
         * WordUnresolved
         * @description A word that stands for nothing that can be heard here.
         */
        WordUnresolved: {
            /**
             * Detail
             * @example no sound is known as "unicorn"; the nearest: Horse
             */
            detail: string;
            /**
             * Nearest
             * @description What might have been meant
             * @example [
             *       "Horse"
             *     ]
             */
            nearest: string[];
            /**
             * Word
             * @example unicorn
             */
            word: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    corrections_csv_api_v1_corrections_csv_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Examples */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example video_id,sha256,file_name,label_id,label,onset_s,offset_s,positive,by,made_at */
                    "text/csv": string;
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    corrections_jsonl_api_v1_corrections_jsonl_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Examples */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {"video_id": "01K0…", "label": "Bark", "onset_s": 12.4, "positive": false} */
                    "application/x-ndjson": string;
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    labels_api_v1_labels_get: {
        parameters: {
            query?: {
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description Beginning of a word of the name */
                prefix?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelsAnswer"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    media_pass_api_v1_media_pass_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    upload_api_v1_queries_post: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description For raw bodies: the file name in UTF-8, percent-encoded
                 * @example holiday%20%F0%9F%8F%96.mp4
                 */
                "X-File-Name"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryAnswer"];
                };
            };
            /** @description One of several problems; `code` tells which */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stalled */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is not available */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    told_api_v1_queries__query_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                query_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryAnswer"];
                };
            };
            /** @description No such query clip */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is not available */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_api_v1_search_get: {
        parameters: {
            query: {
                /** @description How long to count: not at all, for a tenth of a second, 1.8 s */
                counts?: components["schemas"]["Thoroughness"];
                /** @description `next` of the page before */
                cursor?: string | null;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description Videos on a page */
                limit?: number;
                /** @description Least score of an event */
                min_score?: number;
                /** @description Moments of each video */
                moments?: number;
                /** @description Names of sounds, and how they lie in time */
                q: string;
                /** @description Best first, as recorded (oldest first), newest upload first, or the longest moment first */
                sort?: components["schemas"]["Order"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            /** @description One of several problems; `code` tells which */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search_tree_api_v1_search_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            /** @description One of several problems; `code` tells which */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explained_api_v1_search_explain_get: {
        parameters: {
            query: {
                /** @description Names of sounds, and how they lie in time */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExplainAnswer"];
                };
            };
            /** @description One of several problems; `code` tells which */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    alike_api_v1_search_similar_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimilarBody"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimilarAnswer"];
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggestions_api_v1_search_suggestions_get: {
        parameters: {
            query?: {
                /** @description Suggestions at most */
                limit?: number;
                /** @description What is typed so far */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionsAnswer"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    heatmap_api_v1_stats_heatmap_get: {
        parameters: {
            query?: {
                /** @description Hour of day or place in the video */
                by?: components["schemas"]["Axis"];
                /** @description Words or ids of labels, a row each; without any those heard most */
                label?: string[] | null;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description Least score of an event */
                min_score?: number;
                /** @description Of the hours, minutes from UTC */
                utc_offset_min?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeatmapAnswer"];
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    label_figures_api_v1_stats_labels_get: {
        parameters: {
            query?: {
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description Steps of the trend */
                period?: components["schemas"]["Period"];
                /** @description How many steps */
                periods?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelFiguresAnswer"];
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rare_api_v1_stats_rare_get: {
        parameters: {
            query?: {
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description Labels at most */
                limit?: number;
                /** @description Last day of the week; today if left out */
                until?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RareAnswer"];
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    videos_api_v1_videos_get: {
        parameters: {
            query?: {
                collection?: string | null;
                /** @description The `next` of the page before */
                cursor?: string | null;
                limit?: number;
                /** @description Only these; may be repeated. Without it all but removed ones */
                state?: components["schemas"]["VideoState"][] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoPage"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The catalog is not available */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    upload_api_v1_videos_post: {
        parameters: {
            query?: {
                /** @description For raw bodies */
                backfill?: boolean;
                /** @description For raw bodies */
                collection?: string;
                /** @description For raw bodies */
                description?: string;
                /** @description For raw bodies */
                recorded_at?: string;
                /** @description For raw bodies */
                title?: string;
            };
            header?: {
                /**
                 * @description For raw bodies: the file name in UTF-8, percent-encoded
                 * @example holiday%20%F0%9F%8F%96.mp4
                 */
                "X-File-Name"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
                "multipart/form-data": {
                    /**
                     * @description One of many, such as an old archive: other uploads go first
                     * @default false
                     */
                    backfill?: boolean;
                    /** @default default */
                    collection?: string;
                    description?: string;
                    /** Format: binary */
                    file: string;
                    /**
                     * Format: date-time
                     * @description Without it: what the file says of itself
                     */
                    recorded_at?: string;
                    /** @description Without it: the file name without its ending */
                    title?: string;
                };
            };
        };
        responses: {
            /** @description The same bytes were here already */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            /** @description One of several problems; `code` tells which */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The upload stalled */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The video is being removed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    video_api_v1_videos__video_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the video */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoAnswer"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The catalog is not available */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_api_v1_videos__video_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the video */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoAnswer"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    edit_api_v1_videos__video_id__patch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the video */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Edit"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoAnswer"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captions_audacity_api_v1_videos__video_id__captions_audacity_get: {
        parameters: {
            query?: {
                /** @description Of WebVTT: captions, metadata (JSON cues) or chapters */
                kind?: components["schemas"]["earshot_search__caption_routes__Kind"];
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
                /** @description Merged into the video's speech captions, where it has some */
                speech?: boolean;
                /** @description How they are set off */
                style?: components["schemas"]["Style"];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Captions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example 12.400000	12.900000	Bark */
                    "text/plain": string;
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captions_csv_api_v1_videos__video_id__captions_csv_get: {
        parameters: {
            query?: {
                /** @description Of WebVTT: captions, metadata (JSON cues) or chapters */
                kind?: components["schemas"]["earshot_search__caption_routes__Kind"];
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
                /** @description Merged into the video's speech captions, where it has some */
                speech?: boolean;
                /** @description How they are set off */
                style?: components["schemas"]["Style"];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Captions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example start_s,end_s,start,end,text,labels,score */
                    "text/csv": string;
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captions_json_api_v1_videos__video_id__captions_json_get: {
        parameters: {
            query?: {
                /** @description Of WebVTT: captions, metadata (JSON cues) or chapters */
                kind?: components["schemas"]["earshot_search__caption_routes__Kind"];
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
                /** @description Merged into the video's speech captions, where it has some */
                speech?: boolean;
                /** @description How they are set off */
                style?: components["schemas"]["Style"];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Captions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example {"cues": [{"start_s": 12.4, "end_s": 13.9, "text": "[dog barking]"}]} */
                    "application/json": string;
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captions_labelstudio_api_v1_videos__video_id__captions_labelstudio_get: {
        parameters: {
            query?: {
                /** @description Of WebVTT: captions, metadata (JSON cues) or chapters */
                kind?: components["schemas"]["earshot_search__caption_routes__Kind"];
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
                /** @description Merged into the video's speech captions, where it has some */
                speech?: boolean;
                /** @description How they are set off */
                style?: components["schemas"]["Style"];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Captions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example [{"data": {"audio": "…"}, "predictions": []}] */
                    "application/json": string;
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captions_metadata_api_v1_videos__video_id__captions_metadata_get: {
        parameters: {
            query?: {
                /** @description Of WebVTT: captions, metadata (JSON cues) or chapters */
                kind?: components["schemas"]["earshot_search__caption_routes__Kind"];
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
                /** @description Merged into the video's speech captions, where it has some */
                speech?: boolean;
                /** @description How they are set off */
                style?: components["schemas"]["Style"];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Captions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example WEBVTT
                     *     Kind: metadata
                     *
                     *     00:00:12.400 --> 00:00:12.900
                     *     {"label": "Bark"}
                     */
                    "text/vtt": string;
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captions_raven_api_v1_videos__video_id__captions_raven_get: {
        parameters: {
            query?: {
                /** @description Of WebVTT: captions, metadata (JSON cues) or chapters */
                kind?: components["schemas"]["earshot_search__caption_routes__Kind"];
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
                /** @description Merged into the video's speech captions, where it has some */
                speech?: boolean;
                /** @description How they are set off */
                style?: components["schemas"]["Style"];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Captions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example Selection	View	Channel	Begin Time (s)	End Time (s) */
                    "text/tab-separated-values": string;
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captions_srt_api_v1_videos__video_id__captions_srt_get: {
        parameters: {
            query?: {
                /** @description Of WebVTT: captions, metadata (JSON cues) or chapters */
                kind?: components["schemas"]["earshot_search__caption_routes__Kind"];
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
                /** @description Merged into the video's speech captions, where it has some */
                speech?: boolean;
                /** @description How they are set off */
                style?: components["schemas"]["Style"];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Captions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example 1
                     *     00:00:12,400 --> 00:00:13,900
                     *     [dog barking]
                     */
                    "application/x-subrip": string;
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captions_ttml_api_v1_videos__video_id__captions_ttml_get: {
        parameters: {
            query?: {
                /** @description Of WebVTT: captions, metadata (JSON cues) or chapters */
                kind?: components["schemas"]["earshot_search__caption_routes__Kind"];
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
                /** @description Merged into the video's speech captions, where it has some */
                speech?: boolean;
                /** @description How they are set off */
                style?: components["schemas"]["Style"];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Captions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example <p begin="00:00:12.400" end="00:00:13.900">[dog barking]</p> */
                    "application/ttml+xml": string;
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captions_txt_api_v1_videos__video_id__captions_txt_get: {
        parameters: {
            query?: {
                /** @description Of WebVTT: captions, metadata (JSON cues) or chapters */
                kind?: components["schemas"]["earshot_search__caption_routes__Kind"];
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
                /** @description Merged into the video's speech captions, where it has some */
                speech?: boolean;
                /** @description How they are set off */
                style?: components["schemas"]["Style"];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Captions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example 00:00:12 [dog barking] */
                    "text/plain": string;
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captions_vtt_api_v1_videos__video_id__captions_vtt_get: {
        parameters: {
            query?: {
                /** @description Of WebVTT: captions, metadata (JSON cues) or chapters */
                kind?: components["schemas"]["earshot_search__caption_routes__Kind"];
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
                /** @description Merged into the video's speech captions, where it has some */
                speech?: boolean;
                /** @description How they are set off */
                style?: components["schemas"]["Style"];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Captions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example WEBVTT
                     *     Language: en
                     *
                     *     00:00:12.400 --> 00:00:13.900
                     *     [dog barking]
                     */
                    "text/vtt": string;
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    captions_webvtt_chapters_api_v1_videos__video_id__captions_webvtt_chapters_get: {
        parameters: {
            query?: {
                /** @description Of WebVTT: captions, metadata (JSON cues) or chapters */
                kind?: components["schemas"]["earshot_search__caption_routes__Kind"];
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
                /** @description Merged into the video's speech captions, where it has some */
                speech?: boolean;
                /** @description How they are set off */
                style?: components["schemas"]["Style"];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Captions */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example WEBVTT
                     *     Kind: chapters
                     *
                     *     00:00:00.000 --> 00:01:30.000
                     *     rain
                     */
                    "text/vtt": string;
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    corrections_api_v1_videos__video_id__corrections_get: {
        parameters: {
            query?: {
                /** @description Those that were withdrawn as well */
                withdrawn?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the video */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrectionsAnswer"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    correct_api_v1_videos__video_id__corrections_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the video */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectionWanted"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrectionAnswer"];
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdraw_api_v1_videos__video_id__corrections__correction_id__delete: {
        parameters: {
            query?: {
                /** @description Who takes it back */
                by?: string;
            };
            header?: never;
            path: {
                correction_id: string;
                /** @description Id of the video */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrectionAnswer"];
                };
            };
            /** @description One of several problems; `code` tells which */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The store is full */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events_api_v1_videos__video_id__events_get: {
        parameters: {
            query?: {
                /** @description Only this label, by id */
                label?: string | null;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description Least score of an event */
                min_score?: number;
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsAnswer"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    excerpt_api_v1_videos__video_id__excerpts_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the video */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExcerptWanted"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExcerptAnswer"];
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much is waiting to be made */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    excerpt_api_v1_videos__video_id__excerpts__excerpt_id__get: {
        parameters: {
            query?: {
                /** @description As a file to keep */
                download?: boolean;
            };
            header?: {
                Range?: string | null;
            };
            path: {
                excerpt_id: string;
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file */
            200: {
                headers: {
                    /** @description Always `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description The name that the file came with */
                    "Content-Disposition"?: string;
                    /** @description Changes when the file does */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The asked range */
            206: {
                headers: {
                    /** @description Always `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description The name that the file came with */
                    "Content-Disposition"?: string;
                    /** @description Changes when the file does */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The client has this file already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description One of several problems; `code` tells which */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The range lies outside of the file */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description One of several problems; `code` tells which */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    loudness_api_v1_videos__video_id__loudness_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoudnessAnswer"];
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markers_csv_api_v1_videos__video_id__markers_csv_get: {
        parameters: {
            query?: {
                /** @description Frames a second */
                fps?: string;
                /** @description Only these, by id, and what lies below */
                label?: string[];
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description Least score of an event */
                min_score?: number;
                /** @description These instead of events: `12.4-15 NAME`, seconds */
                moment?: string[];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Markers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example Marker Name,Description,In,Out,Duration,Marker Type */
                    "text/csv": string;
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markers_edl_api_v1_videos__video_id__markers_edl_get: {
        parameters: {
            query?: {
                /** @description Frames a second */
                fps?: string;
                /** @description Only these, by id, and what lies below */
                label?: string[];
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description Least score of an event */
                min_score?: number;
                /** @description These instead of events: `12.4-15 NAME`, seconds */
                moment?: string[];
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Markers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example TITLE: Backyard
                     *     FCM: NON-DROP FRAME
                     */
                    "text/plain": string;
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    peaks_api_v1_videos__video_id__peaks_get: {
        parameters: {
            query?: {
                /** @description In seconds; by default the end */
                end?: number | null;
                /** @description At most so many */
                points?: number;
                /** @description In seconds */
                start?: number;
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeaksAnswer"];
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    poster_api_v1_videos__video_id__poster_get: {
        parameters: {
            query?: {
                /** @description As a file to keep */
                download?: boolean;
            };
            header?: {
                Range?: string | null;
            };
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file */
            200: {
                headers: {
                    /** @description Always `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description The name that the file came with */
                    "Content-Disposition"?: string;
                    /** @description Changes when the file does */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The asked range */
            206: {
                headers: {
                    /** @description Always `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description The name that the file came with */
                    "Content-Disposition"?: string;
                    /** @description Changes when the file does */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The client has this file already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description One of several problems; `code` tells which */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The range lies outside of the file */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description One of several problems; `code` tells which */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proxy_api_v1_videos__video_id__proxy_get: {
        parameters: {
            query?: {
                /** @description As a file to keep */
                download?: boolean;
            };
            header?: {
                Range?: string | null;
            };
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file */
            200: {
                headers: {
                    /** @description Always `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description The name that the file came with */
                    "Content-Disposition"?: string;
                    /** @description Changes when the file does */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The asked range */
            206: {
                headers: {
                    /** @description Always `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description The name that the file came with */
                    "Content-Disposition"?: string;
                    /** @description Changes when the file does */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The client has this file already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description One of several problems; `code` tells which */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The range lies outside of the file */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description One of several problems; `code` tells which */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proxy_api_v1_videos__video_id__proxy_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the video */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoAnswer"];
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too much is waiting to be made */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_api_v1_videos__video_id__retry_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the video */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VideoAnswer"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    source_api_v1_videos__video_id__source_get: {
        parameters: {
            query?: {
                /** @description As a file to keep */
                download?: boolean;
            };
            header?: {
                "if-none-match"?: string | null;
                "if-range"?: string | null;
                Range?: string | null;
            };
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file */
            200: {
                headers: {
                    /** @description Always `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description The name that the file came with */
                    "Content-Disposition"?: string;
                    /** @description Changes when the file does */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The asked range */
            206: {
                headers: {
                    /** @description Always `bytes` */
                    "Accept-Ranges"?: string;
                    /** @description The name that the file came with */
                    "Content-Disposition"?: string;
                    /** @description Changes when the file does */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The client has this file already */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description One of several problems; `code` tells which */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The file has moved */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The range lies outside of the file */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    spectrogram_api_v1_videos__video_id__spectrogram_get: {
        parameters: {
            query?: {
                /** @description In seconds; by default the end */
                end?: number | null;
                /** @description heat, grey or ink */
                palette?: components["schemas"]["Palette"];
                /** @description Columns at most */
                points?: number;
                /** @description In seconds */
                start?: number;
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A PNG */
            200: {
                headers: {
                    /** @description Upper end of the highest row */
                    "X-Max-Hz"?: number;
                    /** @description Lower end of the lowest row; rows are mel bands */
                    "X-Min-Hz"?: number;
                    /** @description Where the first column starts */
                    "X-Start-S"?: number;
                    /** @description How long a column lasts */
                    "X-Step-S"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keep_api_v1_videos__video_id__speech_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the video */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/vtt": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpeechAnswer"];
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The video is being removed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drop_api_v1_videos__video_id__speech_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the video */
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The video is being removed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    timeline_api_v1_videos__video_id__timeline_get: {
        parameters: {
            query?: {
                /** @description Words or ids of labels with commas between; each with all below it. Without any the twelve that sound longest */
                lanes?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description Least score of an event */
                min_score?: number;
                /** @description Seconds of a point */
                resolution?: number | null;
            };
            header?: never;
            path: {
                video_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineAnswer"];
                };
            };
            /** @description The request cannot be understood */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such video */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request does not fit */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An object in the store is damaged */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description One of several problems; `code` tells which */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}


type Method = "get" | "post" | "put" | "patch" | "delete";
type Operation<P extends keyof paths, M extends Method> = Exclude<paths[P][M & keyof paths[P]], undefined>;
type With<P extends keyof paths, M extends Method> = {
  [path in P]: Operation<path, M> extends never ? never : path;
}[P];
/** The addresses that answer a method. */
export type PathOf<M extends Method> = With<keyof paths, M>;
type Params<O> = O extends { parameters: { path: infer V } } ? V : undefined;
type Query<O> = O extends { parameters: { query?: infer V } } ? V : undefined;
type Body<O> = O extends { requestBody: { content: { "application/json": infer V } } } ? V : undefined;
type Content<R> = R extends { content: { "application/json": infer V } } ? V : undefined;
type Answers<O> = O extends { responses: infer R }
  ? Content<R[Extract<keyof R, 200 | 201 | 202>]>
  : never;
/** What an operation answers when all is well. */
export type Answer<P extends keyof paths, M extends Method> = Answers<Operation<P, M>>;

interface Given<O> {
  path?: Params<O>;
  query?: Query<O>;
  body?: Body<O>;
  signal?: AbortSignal;
}

/** An answer that is no success, or none at all (status 0: the server cannot be reached). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly more: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

/** An upload on its way. */
export interface Upload {
  readonly done: Promise<components["schemas"]["UploadAnswer"]>;
  readonly cancel: () => void;
}

let token = "";

/** Sets what every later call says of itself; empty for nothing. */
export function setToken(value: string): void {
  token = value;
}

/** Where something is: for links, pictures, players, and the calls below. */
export function address<P extends keyof paths>(
  path: P,
  values: Record<string, string> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one));
    }
  }
  const tail = search.toString();
  return tail ? `${filled}?${tail}` : filled;
}

/** Calls an operation; throws a `Problem` for anything but success. */
export async function call<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  given: Given<Operation<P, M>> = {},
): Promise<Answer<P, M>> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (given.body !== undefined) headers["Content-Type"] = "application/json";
  const where = address(path, given.path as Record<string, string>, given.query as Record<string, unknown>);
  let answer: Response;
  try {
    answer = await fetch(where, {
      method: method.toUpperCase(),
      headers,
      body: given.body === undefined ? null : JSON.stringify(given.body),
      signal: given.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "unreachable", "");
  }
  const text = await answer.text();
  if (!answer.ok) throw problemOf(answer.status, text);
  return (text ? JSON.parse(text) : undefined) as Answer<P, M>;
}

/** Sends a file as it is on disk, never whole in memory, and tells how much of it is out. */
export function upload(
  file: File,
  query: Record<string, unknown>,
  onProgress: (sent: number) => void,
): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<components["schemas"]["UploadAnswer"]>((resolve, reject) => {
    request.open("POST", address("/api/v1/videos", {}, query));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    if (token) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => { onProgress(event.loaded); };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText));
      else reject(problemOf(request.status, request.responseText));
    };
    request.onerror = () => { reject(new Problem(0, "unreachable", "")); };
    request.onabort = () => { reject(new DOMException("cancelled", "AbortError")); };
    request.send(file);
  });
  return { done, cancel: () => { request.abort(); } };
}

function problemOf(status: number, text: string): Problem {
  try {
    const { code, detail, ...more } = JSON.parse(text) as Record<string, unknown>;
    if (typeof code === "string" && typeof detail === "string") return new Problem(status, code, detail, more);
  } catch {
    // Not ours: a proxy in between has answered.
  }
  return new Problem(status, status >= 502 && status <= 504 ? "unreachable" : "unknown", "");
}
