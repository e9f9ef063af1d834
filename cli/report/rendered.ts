import type { Page } from "../terminal";
import { markdownOf } from "./markdown";
import type { Report } from "./model";
import { textOf } from "./text";

/** The forms that a report is rendered in; JSON is the command's own. */
export type Form = "text" | "markdown";

/** A report in the form that was asked for. */
export function rendered(report: Report, form: Form, page: Page): string {
  return form === "markdown" ? markdownOf(report) : textOf(report, page);
}
