import { type IncidentRowWire } from '@ingrid/contract';
import { type Column } from './export-csv';

/** The columns of an exported list of incidents; times in full, so that a spreadsheet can sort them. */
export function incidentColumns(t: (key: string) => string): Column<IncidentRowWire>[] {
  return [
    { title: t('desk.number'), value: (row) => row.number },
    { title: t('desk.title'), value: (row) => row.title },
    { title: t('desk.state'), value: (row) => row.stateLabel },
    { title: t('desk.clock'), value: (row) => (row.clock ? t(`clock.${row.clock.mark}`) : '') },
    { title: t('desk.expected'), value: (row) => row.clock?.dueAt },
    { title: t('desk.category'), value: (row) => row.category?.name },
    { title: t('desk.region'), value: (row) => row.region?.name },
    { title: t('desk.where'), value: (row) => row.address },
    { title: t('desk.unit'), value: (row) => row.assignee?.unit },
    { title: t('desk.person'), value: (row) => row.assignee?.person },
    { title: t('desk.source'), value: (row) => t(`desk.sources.${row.source}`) },
    { title: t('desk.when'), value: (row) => row.reportedAt },
  ];
}
