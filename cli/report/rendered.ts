import type { Page } from "../terminal";
import { htmlOf } from "./html/page";
import { markdownOf } from "./markdown";
import type { Report } from "./model";
import { textOf } from "./text";

/** The forms that a report is rendered in; JSON is the command's own. */
export type Form = "text" | "markdown" | "html";

/** A report in the form that was asked for. */
export function rendered(report: Report, form: Form, page: Page): string {
  switch (form) {
    case "markdown":
      return markdownOf(report);
    case "html":
      return htmlOf(report);
    case "text":
      return textOf(report, page);
  }
}
