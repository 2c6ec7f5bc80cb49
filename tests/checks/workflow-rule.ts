/** What a rule about workflows is. */
import type { Workflow } from "../support/workflows";

export type Workflows = readonly Workflow[];

/** A change of one file that the rule must find. */
type Mutant = readonly [file: string, from: string | RegExp, to: string];

export interface WorkflowRule {
    readonly title: string;
    /** One line for whatever breaks it. */
    readonly check: (workflows: Workflows) => readonly string[];
    readonly mutants: readonly Mutant[];
}
