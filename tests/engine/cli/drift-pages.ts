import { asReport } from "../../../cli/drift/as-report";
import type { DriftReport } from "../../../cli/drift/report";
import * as pages from "../../../cli/report";
import type { Page } from "../../../cli/terminal";

/** What `sinch-apps drift` writes of a report as Markdown. */
export const markdownOf = (report: DriftReport): string => pages.markdownOf(asReport(report));

/** What it writes as text. */
export const textOf = (report: DriftReport, page: Page): string => pages.textOf(asReport(report), page);
