/** Hands a file to the person, as a download. */
import { showToast } from '../state/toasts.ts';

/** How long the download may take to begin before its data is let go. */
const heldMs = 10_000;

export function saveFile(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), heldMs);
  showToast('good', 'Saved', fileName);
}

/** A canvas as a PNG. */
export function saveCanvas(canvas: HTMLCanvasElement | undefined, fileName: string): void {
  canvas?.toBlob((blob) => {
    if (blob === null) showToast('warning', 'The picture could not be made');
    else saveFile(blob, fileName);
  });
}
