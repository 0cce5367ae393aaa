// Attachments. They need the visitor's token, so an <img src> cannot load them: they are fetched and shown as blobs.

const SHOWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"]);

/** Whether a picture of this type is drawn in the page. SVG is not: it is a document. Everything else is a download. */
export const isPicture = (mime) => SHOWN.has((mime ?? "").toLowerCase());

export class Files {
  constructor(api) {
    this.api = api;
    this.urls = new Map();
  }

  /** An object URL of a picture, made once for its content. */
  url(sha256, mime) {
    if (!this.urls.has(sha256)) {
      const loading = this.api.file(sha256).then((blob) => objectUrl(blob, mime));
      loading.catch(() => this.urls.delete(sha256));
      this.urls.set(sha256, loading);
    }
    return this.urls.get(sha256);
  }

  /** Use `blob` for this content instead of asking the server. */
  seed(sha256, blob) {
    if (isPicture(blob.type) && !this.urls.has(sha256)) this.urls.set(sha256, Promise.resolve(objectUrl(blob, blob.type)));
  }

  async download({ sha256, name }) {
    save(await this.api.file(sha256), name);
  }
}

/** A blob URL has this page's origin, so only types that cannot run anything may be opened through one. */
export function objectUrl(blob, mime) {
  const type = isPicture(mime) ? mime : "application/octet-stream";
  return URL.createObjectURL(new Blob([blob], { type }));
}

/** Hand a blob to the browser's downloads; it is never opened here, whatever it contains. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([blob], { type: "application/octet-stream" }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
