/** A change of one thing, and what the review must say of it. */
import type { Sketch, World } from "./world";

export interface Case {
    readonly title: string;
    /** `severity | kind | name | what`, in order. */
    readonly risks: readonly string[];
    /** Added to the base first. */
    readonly given?: World;
    readonly change: Readonly<Record<string, Sketch | undefined>>;
}
