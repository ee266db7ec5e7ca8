/** `GET /process/definitions/:id`: what the picture and the process page read of it. */
export interface ProcessWords {
  zh: string;
  en: string;
}

export interface ProcessLimit {
  amount: number;
  unit: 'working_hours' | 'working_days' | 'natural_hours';
}

export interface ProcessState {
  name: string;
  label: ProcessWords;
  group: 'open' | 'waiting' | 'closed';
  initial?: boolean;
  terminal?: boolean;
  timeout?: { after: ProcessLimit; move: string };
}

export interface ProcessMove {
  name: string;
  label: ProcessWords;
  from: string[];
  to: string;
  by: { verb?: string; is?: string[] }[];
  needs?: { kind: string; atLeast?: number; optional?: boolean }[];
  guards?: { kind: string; moves?: string[]; days?: number; count?: number; move?: string }[];
}

export interface ProcessClock {
  name: string;
  label: ProcessWords;
  limit:
    | { kind: 'fixed'; limit: ProcessLimit }
    | { kind: 'case_standard'; field: string; fallback: ProcessLimit };
  escalation: {
    level: number;
    audience: string;
    after: { ratio: number } | { overdue: ProcessLimit };
  }[];
}

export interface ProcessWire {
  id: string;
  version: number;
  label: ProcessWords;
  states: ProcessState[];
  moves: ProcessMove[];
  clocks: ProcessClock[];
}
