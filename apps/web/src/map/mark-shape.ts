import { type ClockMark } from '@ingrid/contract';
import L from 'leaflet';

const COLOURS: Record<ClockMark, string> = {
  on_time: '#1f7a3d',
  approaching: '#b06f00',
  overdue: '#b3261e',
  paused: '#5f6368',
  done: '#0e5c63',
};

export interface MarkOptions extends L.CircleMarkerOptions {
  mark: ClockMark;
}

interface CanvasInside {
  _ctx: CanvasRenderingContext2D;
  _drawing: boolean;
  _fillStroke: (context: CanvasRenderingContext2D, layer: L.Path) => void;
}

/** A matter on the canvas: colour and shape say how its clock stands (● ◐ ▲ ■ ✓), so that colour alone never does. */
export class MarkMarker extends L.CircleMarker {
  declare options: MarkOptions;

  constructor(place: L.LatLngExpression, mark: ClockMark, radius = 8) {
    super(place, {
      mark,
      radius,
      color: '#ffffff',
      weight: 2,
      fillColor: COLOURS[mark],
      fillOpacity: 1,
    } as MarkOptions);
  }

  /** Leaflet's canvas renderer calls this; its inner names are stable since 1.0. */
  _updatePath(): void {
    const inside = this as unknown as { _renderer: CanvasInside; _point: L.Point };
    const { _renderer: renderer, _point: point } = inside;
    if (!renderer._drawing) return;
    const context = renderer._ctx;
    context.beginPath();
    outline(context, this.options.mark, point, this.getRadius());
    renderer._fillStroke(context, this);
    if (this.options.mark === 'approaching') innerHalf(context, point, this.getRadius());
  }
}

function outline(
  context: CanvasRenderingContext2D,
  mark: ClockMark,
  { x, y }: L.Point,
  r: number,
): void {
  if (mark === 'overdue') {
    context.moveTo(x, y - r * 1.25);
    context.lineTo(x + r * 1.15, y + r * 0.85);
    context.lineTo(x - r * 1.15, y + r * 0.85);
    context.closePath();
  } else if (mark === 'paused') {
    context.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7);
  } else if (mark === 'done') {
    context.arc(x, y, r * 0.7, 0, Math.PI * 2);
  } else {
    context.arc(x, y, r, 0, Math.PI * 2);
  }
}

function innerHalf(context: CanvasRenderingContext2D, { x, y }: L.Point, r: number): void {
  context.beginPath();
  context.arc(x, y, r * 0.6, -Math.PI / 2, Math.PI / 2);
  context.fillStyle = '#ffffff';
  context.fill();
}
