/** Puts a drawn page on a canvas. A canvas needs no address, so no content policy stands in its way. */
export function showPicture(canvas: HTMLCanvasElement, image: ImageBitmap): void {
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  // What is on the canvas is enough: the bitmap's own memory goes back at once.
  image.close();
  canvas.toggleAttribute('data-drawn', true);
}
