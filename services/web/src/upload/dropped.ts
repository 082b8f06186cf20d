// Files out of what was dropped: single ones, and everything inside of folders.
// SPDX-License-Identifier: Apache-2.0

export interface Dropped {
  readonly file: File;
  readonly folder: string;
}

// What is certainly no recording stays behind when a folder is taken; single files always go.
const NO_MEDIA = /^\.|\.(txt|md|pdf|docx?|xlsx?|jpe?g|png|gif|webp|heic|zip|html?|json|xml|srt|vtt|nfo|db|ini|exe|dll)$/i;

/** All files of a drop; folders are walked through. Must be called while the event is being handled. */
export async function filesOf(transfer: DataTransfer): Promise<Dropped[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const files = [...transfer.files];
  if (entries.every((entry) => entry === null)) return files.map((file) => ({ file, folder: "" }));
  const found = await Promise.all(entries.filter((entry) => entry !== null).map((entry) => walk(entry, "")));
  return found.flat();
}

/** All files of a chosen folder. */
export function filesIn(list: FileList): Dropped[] {
  return [...list]
    .map((file) => ({ file, folder: file.webkitRelativePath.split("/").slice(0, -1).join("/") }))
    .filter(({ file, folder }) => !folder || !NO_MEDIA.test(file.name));
}

async function walk(entry: FileSystemEntry, folder: string): Promise<Dropped[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => { (entry as FileSystemFileEntry).file(resolve, reject); });
    return folder && NO_MEDIA.test(file.name) ? [] : [{ file, folder }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside: FileSystemEntry[] = [];
  // A reader gives a hundred at a time, and nothing once it is through.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (some.length === 0) break;
    inside.push(...some);
  }
  const path = folder ? `${folder}/${entry.name}` : entry.name;
  const found = await Promise.all(inside.map((one) => walk(one, path)));
  return found.flat();
}
