/** Hands a canvas to the person as a PNG file. */
import { showToast } from '../../state/toasts.ts';

export function saveCanvas(canvas: HTMLCanvasElement | undefined, fileName: string): void {
  canvas?.toBlob((blob) => {
    if (blob === null) {
      showToast('warning', 'The picture could not be made');
      return;
    }
    const url = URL.createObjectURL(blob);
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    showToast('good', 'Picture saved', fileName);
  });
}
