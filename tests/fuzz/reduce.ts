/** The smallest environment that still shows a fault: places are taken out, from the outside in, while it does. */
import type { Shape } from "./bases";
import { allKeys, without } from "./places";
import type { Subject } from "./planned";

/** Each costs a plan or more. */
const MOST_TRIES = 150;

export async function reduced(
    subject: Subject,
    shows: (smaller: Subject) => Promise<boolean>,
): Promise<Subject> {
    let [smallest, tries, done] = [subject, 0, false];
    while (!done && tries < MOST_TRIES) {
        done = true;
        for (const keys of allKeys(smallest.shape)) {
            if ((tries += 1) > MOST_TRIES) break;
            const smaller = { ...smallest, shape: without(smallest.shape, keys) as Shape };
            if (!(await shows(smaller))) continue;
            [smallest, done] = [smaller, false];
            break;
        }
    }
    return smallest;
}

/** As it would be written in a test; code as what it is. */
export function written({ config, shape }: Subject): string {
    const text = (value: unknown): string =>
        JSON.stringify(value, (_, item: unknown) => (typeof item === "function" ? "(code)" : item), 1);
    return `shape: ${text(shape)}\nconfig: ${text(config)}`;
}
