/** As much of libheif as is used here; the package's own types know neither its arguments nor what comes back. */
declare module 'libheif-js/libheif-wasm/libheif.js' {
  /** Things in the module's own memory. */
  export type Context = object;
  export type Handle = object;

  export interface Failure {
    readonly code: object;
  }

  export interface Decoded {
    readonly width: number;
    readonly height: number;
    /** Views of the module's own memory. */
    readonly channels: readonly { readonly stride: number; readonly data: Uint8Array }[];
  }

  export interface Heif {
    readonly heif_error_Ok: object;
    readonly heif_error_Invalid_input: object;
    readonly heif_colorspace_RGB: object;
    readonly heif_chroma_interleaved_RGBA: object;
    heif_context_alloc(): Context;
    heif_context_read_from_memory(context: Context, bytes: Uint8Array): Failure;
    heif_js_context_get_primary_image_handle(context: Context): Handle | Failure;
    heif_image_handle_get_width(handle: Handle): number;
    heif_image_handle_get_height(handle: Handle): number;
    heif_js_decode_image2(handle: Handle, colorspace: object, chroma: object): Decoded | Failure;
  }

  const createHeif: (options: {
    readonly wasmBinary: Uint8Array;
    print(line: string): void;
    printErr(line: string): void;
  }) => Heif;
  // The package is written that way.
  export default createHeif;
}
