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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
            kind: components["schemas"]["Kind"];
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
            kind: components["schemas"]["Kind"];
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
         * Kind
         * @description What a correction says of its span.
         * @enum {string}
         */
        Kind: "absent" | "present" | "instead" | "moved";
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
            /** Unresolved */
            unresolved: components["schemas"]["WordUnresolved"][];
            /**
             * Videos
             * @description Best first; with several words, those where they are nearest come first
             */
            videos: components["schemas"]["VideoFound"][];
        };
        /**
         * SearchBody
         * @description A search by program.
         */
        SearchBody: {
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
         * Step
         * @description One stage of the pipeline; each is idempotent and writes one deterministic object.
         * @enum {string}
         */
        Step: "listen" | "decode" | "index" | "remove" | "retag";
        /**
         * Style
         * @description How a caption is set off from speech.
         * @enum {string}
         */
        Style: "brackets" | "plain";
        /**
         * UploadAnswer
         * @description The video that an upload became, or that was here with the same bytes.
         * @example {
         *       "collection": "default",
         *       "description": "The neighbour's dog and the first bus.",
         *       "duplicate": false,
         *       "file_name": "MVI_0042.MP4",
         *       "id": "01K0G4W1QZ7V7C3M4D2W5T9RBA",
         *       "progress": 0.42,
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
             * Id
             * @description Time-sortable: later uploads have higher ids
             */
            id: string;
            /**
             * Progress
             * @description Of the upload or of the running step
             */
            progress: number;
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
         *       "description": "The neighbour's dog and the first bus.",
         *       "file_name": "MVI_0042.MP4",
         *       "id": "01K0G4W1QZ7V7C3M4D2W5T9RBA",
         *       "progress": 0.42,
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
             * Id
             * @description Time-sortable: later uploads have higher ids
             */
            id: string;
            /**
             * Progress
             * @description Of the upload or of the running step
             */
            progress: number;
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
             * @description Best first
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
         *           "description": "The neighbour's dog and the first bus.",
         *           "file_name": "MVI_0042.MP4",
         *           "id": "01K0G4W1QZ7V7C3M4D2W5T9RBA",
         *           "progress": 0.42,
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
    search_api_v1_search_get: {
        parameters: {
            query: {
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
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
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
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
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
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
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
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
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
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
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
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
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
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
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
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
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
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
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
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
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
                /** @description Of the captions */
                language?: string;
                /** @description How sure: everything, balanced, sure, or a step from 1 to 6 */
                level?: string;
                /** @description The same sound again sooner is one sound */
                min_gap_s?: number;
                /** @description How much: safety, story or everything */
                salience?: "safety" | "story" | "everything";
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
