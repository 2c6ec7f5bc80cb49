/** Who is told what the environment costs. */
import { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { clusterTagKey, defaultTags } from "../shared/tags";
import { Costs } from "./costs";
import { costsSchema, taggedBudgetSchema } from "./costs-schema";
import { checkCosts, type CostsSpec, noticesOfCosts } from "./costs-spec";

const words = {
    /**
     * A budget and alarms of what the environment costs, told apart by a tag that every resource of it carries.
     * @default nobody is told
     * @example
     * costs: { notify: { emails: ["platform@example.com"] }, budget: { monthlyUsd: 800 }, anomalies: { fromUsd: 40 } },
     */
    costs: costsSchema.exactOptional(),
    /**
     * Budgets of what carries a tag of yours, by name: of a team, a product.
     * @default none
     * @example
     * budgets: {
     *     shop: {
     *         notify: { emails: ["shop@example.com"] },
     *         budget: { monthlyUsd: 300 },
     *         tag: { key: "team", value: "shop" },
     *     },
     * },
     */
    budgets: z.record(z.string(), taggedBudgetSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const costs = part({
    words,
    // Nothing waits for it: an account that may not see its bill has its platform all the same.
    phase: "releases",
    plan: ({ settings, shape }: Environment<Reads>): Named<CostsSpec>[] => {
        const { budgets = {} } = shape;
        const further = Object.entries(budgets).map(([entry, asked]) => ({
            name: `budget-${entry}`,
            shapePath: `budgets.${entry}`,
            spec: { ...asked, clusterName: settings.clusterName, entry },
        }));
        if (shape.costs === undefined) return further;
        const { tag: asked, ...rest } = shape.costs;
        const key = asked ?? clusterTagKey(settings);
        const value = key === undefined ? undefined : defaultTags(settings.tags, settings)[key];
        const tag = key === undefined ? undefined : { key, ...defined({ value }) };
        const spec = { ...rest, clusterName: settings.clusterName, ...defined({ tag }) };
        return [{ name: "costs", shapePath: "costs", spec }, ...further];
    },
    origins: { clusterName: "clusterName", entry: { shape: "" } },
    check: checkCosts,
    notices: (components) => components.flatMap(({ spec }) => noticesOfCosts(spec)),
    build: ({ name, spec }, { options }) => new Costs(name, spec, options),
});
