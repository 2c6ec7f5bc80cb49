/** Days on a command line. */
import { InvalidArgumentError } from "commander";

import { isDate } from "./support";

/** @throws InvalidArgumentError for everything but a day of the calendar. */
export function dayArgument(text: string): string {
    if (!isDate(text)) throw new InvalidArgumentError("Write a day of the calendar as YYYY-MM-DD.");
    return text;
}
