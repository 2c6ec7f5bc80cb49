/** What the bench must show. Ratios, so that they hold on any machine; the test run's seconds are for two cores. */

export const TARGETS = {
    /** Plan of production, as a node process, over importing the SDK alone. */
    plan: { limit: 1.8, unit: "x floor" },
    /** Our cold start in Pulumi's runtime over the default template's. */
    coldStart: { limit: 0.3, unit: "x template" },
    /** `plan -- diff` of all environments against a commit that was planned before. */
    diff: { limit: 3, unit: "x floor" },
    /** A plan of 3,000 resources. */
    record: { limit: 4.2, unit: "x floor" },
    /** A report on production over its plan, each a process of its own. */
    report: { limit: 1.15, unit: "x plan" },
    /** A plan of 3,000 resources and a report on it over the plan alone. */
    largeReport: { limit: 1.5, unit: "x record" },
    /** Cost of a resource between 1,000 and 3,000 over its cost between 300 and 1,000. */
    growth: { limit: 1, unit: "x slope" },
    /** A review of 2,000 risks over finding them: told by their causes they cost little more. */
    grouping: { limit: 1.3, unit: "x ungrouped" },
    /** Until a command that takes long says what it does: a second of patience, after it is loaded. */
    firstWord: { limit: 2, unit: "s" },
    /** `npm run accept` with nothing to write. */
    accept: { limit: 5, unit: "s" },
    /** `npm test`. */
    tests: { limit: 30, unit: "s" },
} as const;

export type TargetName = keyof typeof TARGETS;
