/** What was drawn, as a bitmap that travels between threads without a copy; the canvas gives its memory back. */
export async function bitmapOf(canvas: OffscreenCanvas): Promise<ImageBitmap> {
  // A canvas of the page itself, where there is no other kind, can only be copied.
  const bitmap =
    typeof canvas.transferToImageBitmap === 'function'
      ? canvas.transferToImageBitmap()
      : await createImageBitmap(canvas);
  canvas.width = 0;
  canvas.height = 0;
  return bitmap;
}
