/** Files that a repository may have or not. */
import { existsSync, readFileSync } from "node:fs";

/** Undefined where there is none. */
export function textIfThere(file: string): string | undefined {
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
