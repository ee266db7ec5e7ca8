/** Dialogs that stand open now: single-key commands of the page below stay silent. */
let open = 0;

export function dialogOpened(): () => void {
  open += 1;
  let counted = true;
  return () => {
    if (counted) open -= 1;
    counted = false;
  };
}

export const isDialogOpen = (): boolean => open > 0;
