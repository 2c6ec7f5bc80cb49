/** `stacks/<environment>.usage.yaml`: what an environment uses in a month, so that unit prices become sums. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

import { chooseFrom } from "../../components/shared/hints";
import { instanceTypeOf } from "../../components/shared/instance-data";
import { describeProblem, type Problem } from "../../components/shared/problems";
import { problemsOfWords } from "../../components/shared/schema";
import { isItem, type Item, ITEMS } from "../prices/items";
import { yamlValue } from "../review/reviewed-file";
import type { Pool } from "./pools";
import type { ResourceCost } from "./resources";

/** The words of the file. */
export const USAGE_SCHEMA = z.strictObject({
    /** What is used in a month: amounts by the item that the report names, in its unit. */
    month: z.record(z.string(), z.number()).exactOptional(),
    /** Nodes that stand on average: by pool, then by instance type. */
    nodes: z.record(z.string(), z.record(z.string(), z.number())).exactOptional(),
});

/** What is used, checked. */
export interface Usage {
    readonly month: { readonly [item in Item]?: number };
    readonly nodes: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export const NO_USAGE: Usage = { month: {}, nodes: {} };

/** What of an environment a usage file may speak of. */
export interface Usable {
    readonly resources: readonly ResourceCost[];
    readonly pools: readonly Pool[];
}

/** Where the file of a stack stands, from the root of the repository. */
export function usageFileOf(stack: string): string {
    return `stacks/${stack}.usage.yaml`;
}

/**
 * The usage of a stack, if there is a file; every fault of the file otherwise, one line each.
 * @param usable asked for where there is a file
 */
export function readUsage(
    directory: string,
    stack: string,
    usable: () => Usable,
): { readonly usage?: Usage } | { readonly problems: readonly string[] } {
    const file = usageFileOf(stack);
    const place = path.join(directory, file);
    if (!existsSync(place)) return {};
    const read = parseUsage(readFileSync(place, "utf8"), usable());
    return "problems" in read
        ? { problems: read.problems.map((problem) => describeProblem(problem, file)) }
        : { usage: read };
}

/** Pure. */
export function parseUsage(text: string, usable: Usable): Usage | { readonly problems: readonly Problem[] } {
    const read = yamlValue(text);
    if ("problem" in read) return { problems: [read.problem] };
    const value = read.value ?? {};
    const words = problemsOfWords(USAGE_SCHEMA, value, [], "a word of a usage file");
    const { data, success } = USAGE_SCHEMA.safeParse(value);
    if (!success) return { problems: words };
    const { month = {}, nodes = {} } = data;
    const problems = [...words, ...checkMonth(month, usable), ...checkNodes(nodes, usable)];
    return problems.length > 0 ? { problems } : { month, nodes };
}

function checkMonth(month: Readonly<Record<string, number>>, { resources }: Usable): readonly Problem[] {
    const billed = new Set(
        resources.flatMap(({ lines }) =>
            lines.filter(({ quantity }) => quantity === undefined).map(({ item }) => item),
        ),
    );
    return Object.entries(month).flatMap(([item, amount]): Problem[] => {
        const path = `month.${item}`;
        if (!isItem(item))
            return [
                {
                    path,
                    what: "no item of the price data",
                    got: item,
                    remedy: chooseFrom(item, [...billed].sort()),
                },
            ];
        if (amount < 0)
            return [
                {
                    path,
                    what: "an amount below zero",
                    got: amount,
                    remedy: `Write how many ${ITEMS[item].unit} a month`,
                },
            ];
        if (billed.has(item) || ALWAYS.includes(item)) return [];
        return [
            {
                path,
                what: "nothing in this environment is billed by it",
                got: item,
                remedy: chooseFrom(item, [...billed, ...ALWAYS].sort()),
            },
        ];
    });
}

/** Traffic and what workloads of nobody's plan make is billed of every environment. */
export const ALWAYS: readonly Item[] = [
    "ebs.gp3",
    "ebs.snapshot",
    "elb.alb",
    "elb.alb.lcu",
    "elb.nlb",
    "elb.nlb.lcu",
    "fargate.gb",
    "fargate.vcpu",
    "transfer.internet",
    "transfer.zone",
    "vpc.public-ipv4",
];

function checkNodes(nodes: Usage["nodes"], { pools }: Usable): readonly Problem[] {
    const names = pools.map(({ component }) => component);
    return Object.entries(nodes).flatMap(([name, counts]): readonly Problem[] => {
        const pool = pools.find(({ component }) => component === name);
        const path = `nodes.${name}`;
        if (pool === undefined)
            return [
                {
                    path,
                    what: "no pool of this environment",
                    got: name,
                    remedy: names.length === 0 ? "Remove it" : chooseFrom(name, names),
                },
            ];
        const admitted = pool.capacity.types?.().map(({ type }) => type) ?? [];
        return Object.entries(counts).flatMap(([type, count]) =>
            checkCount(`${path}.${type}`, { admitted, count, type }),
        );
    });
}

function checkCount(
    path: string,
    {
        admitted,
        count,
        type,
    }: { readonly admitted: readonly string[]; readonly count: number; readonly type: string },
): readonly Problem[] {
    if (instanceTypeOf(type) === undefined)
        return [
            { path, what: "no instance type the kit knows", got: type, remedy: chooseFrom(type, admitted) },
        ];
    if (!admitted.includes(type))
        return [
            { path, what: "a type the pool does not admit", got: type, remedy: chooseFrom(type, admitted) },
        ];
    return count < 0
        ? [
              {
                  path,
                  what: "fewer nodes than none",
                  got: count,
                  remedy: "Write how many nodes stand on average",
              },
          ]
        : [];
}
