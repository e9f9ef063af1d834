import { Redactor } from "../http/redactor";

/** The service's text about a resource, with the resource's secrets removed. */
export const withoutSecrets = (text: string, secrets: Iterable<string>): string => new Redactor(secrets).clean(text);
