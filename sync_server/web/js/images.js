// Large pictures are made smaller before they are sent: a phone's photo is 4 to 12 MB and the shop's line may be slow.
// Drawing them again also drops the place where they were taken.

const LONGEST_PX = 2048;
const KEEP_BYTES = 1_200_000;
const QUALITY = 0.86;

/**
 * Return {blob, name, size, mime, width, height, shrunk} for a picked file. Pictures that are small enough, animations
 * and what the browser cannot draw stay as they are.
 */
export async function prepare(file) {
  const plain = { blob: file, name: file.name, size: file.size, mime: file.type || "application/octet-stream", shrunk: false };
  if (!/^image\/(png|jpeg|webp|avif|bmp|heic|heif)$/.test(file.type)) return plain;
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return plain;
  }
  try {
    const { width, height } = bitmap;
    const scale = Math.min(1, LONGEST_PX / Math.max(width, height));
    if (scale === 1 && file.size <= KEEP_BYTES && file.type !== "image/bmp") return { ...plain, width, height };
    const drawn = await draw(bitmap, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
    if (!drawn || drawn.blob.size >= file.size) return { ...plain, width, height };
    return { ...drawn, name: file.name.replace(/\.[^.]+$/, "") + ".jpg", size: drawn.blob.size, mime: "image/jpeg", shrunk: true };
  } finally {
    bitmap.close();
  }
}

function draw(bitmap, width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return null;
  // JPEG has no transparency: without this, see-through screenshots turn black.
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob ? { blob, width, height } : null), "image/jpeg", QUALITY);
  });
}
