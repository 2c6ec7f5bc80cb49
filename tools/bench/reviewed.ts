/** A review of 2,000 subnets that are replaced: as it is, and without grouping what hurts by its cause. */
import { ANY_FACTS } from "../facts";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { makeUrn } from "../plan/urn";
import { diff } from "../review/diff";
import { review } from "../review/review";
import { risksOf } from "../review/risks";

const RISKS = 2000;
const PLACE = { project: "bench", stack: "bench" } as const;
const TYPE = "aws:ec2/subnet:Subnet";

/** @throws Error when the risks are not those expected. */
export function reviewRisks(how: "grouped" | "ungrouped"): void {
    const [base, head] = [subnets(24), subnets(25)];
    const found = how === "grouped" ? grouped(base, head) : risksOf(diff(base, head, ANY_FACTS)).length;
    if (found !== RISKS) throw new Error(`${found} risks and not ${RISKS}`);
}

function grouped(base: PlannedGraph, head: PlannedGraph): number {
    const { causes, environments } = review({
        environments: [{ base, head }],
        removed: [],
        base: "base",
        acknowledgements: { entries: [], problems: [] },
        today: "2026-01-01",
        facts: ANY_FACTS,
    });
    if (causes.length !== 1) throw new Error(`${causes.length} causes and not one`);
    return environments.reduce((sum, { risks }) => sum + risks.length, 0);
}

function subnets(prefix: number): PlannedGraph {
    const resources = Array.from({ length: RISKS }, (_, i): PlannedResource => {
        const name = `subnet-${String(i).padStart(4, "0")}`;
        return {
            urn: makeUrn(PLACE.stack, PLACE.project, TYPE, name),
            type: TYPE,
            name,
            custom: true,
            remote: false,
            inputs: { cidrBlock: `10.0.0.0/${prefix}`, tags: { Name: name } },
            dependencies: [],
            propertyDependencies: {},
            options: {},
        };
    });
    return { schemaVersion: 1, ...PLACE, environment: PLACE.stack, resources, outputs: {} };
}
