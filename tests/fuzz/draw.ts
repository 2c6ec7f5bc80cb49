/** Values drawn from a schema: of any place, and at one place of a value that is there. */
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import fc from "fast-check";
import type { z } from "zod";

import { transform } from "../../components/platform/transforms";
import { bareSchema, definitionOf } from "../../components/shared/schema";
import { randomOf } from "../forks/fork";
import { rangeAt } from "./beside";
import { isMap, type Words } from "./places";
import { belowOf, isOpen, isRefused, type Step } from "./words";
import { formAt } from "./texts";

/** What is drawn is the same for a seed on every machine. */
export class Draws {
    private readonly random: () => number;

    public constructor(
        public readonly seed: number,
        /** How many of the words that may be left out are said. */
        private readonly density = 0.25,
    ) {
        this.random = randomOf(seed);
    }

    public below(limit: number): number {
        return Math.floor(this.random() * limit);
    }

    public chance(share: number): boolean {
        return this.random() < share;
    }

    /** @throws Error when there is nothing to pick from */
    public pick<One>(list: readonly One[]): One {
        const one = list[this.below(list.length)];
        if (one === undefined) throw new Error("nothing to pick from");
        return one;
    }

    public text(path: string): string {
        const [text = ""] = fc.sample(matching(formAt(path)), {
            seed: this.below(2 ** 31),
            numRuns: 1,
        });
        return text;
    }

    /** One of the range of the path; without one small ones mostly, and now and then any. */
    public number(path: string): number {
        const [least, most] = rangeAt(path) ?? [];
        if (least !== undefined && most !== undefined) return least + this.below(most - least + 1);
        if (this.chance(0.5)) return 1 + this.below(10);
        return this.chance(0.6)
            ? 1 + this.below(100)
            : this.pick([0, 128, 256, 443, 1000, 3000, 8080, 100_000]);
    }

    /** A value of a schema. Deeper down, fewer words. */
    public value(schema: z.ZodType, path: string, depth = 0): unknown {
        const known = this.known(path);
        if (known !== undefined) return known;
        if (isOpen(schema)) return this.json();
        const bare = bareSchema(schema);
        const { element, entries, options, shape, values = [], valueType } = definitionOf(bare);
        const closed = entries === undefined ? values : Object.values(entries);
        if (closed.length > 0) return this.pick(closed);
        if (options !== undefined) return this.value(this.pick(options), path, depth);
        if (shape !== undefined) return this.map(bare, path, depth);
        if (element !== undefined) return this.list(element, path, depth);
        if (valueType !== undefined) return this.record(valueType, path, depth);
        return this.single(definitionOf(bare).type, path);
    }

    private single(type: string, path: string): unknown {
        if (type === "custom") return path.endsWith("make") ? () => ({}) : TRANSFORM;
        if (type === "number") return this.number(path);
        if (type === "boolean") return this.chance(0.5);
        return this.text(path);
    }

    /** The value with something at a place below it: what is on the way there stays, where it fits. */
    public planted(schema: z.ZodType, value: unknown, steps: readonly Step[], path = ""): unknown {
        const [step, ...rest] = steps;
        if (step === undefined) return this.value(schema, path);
        const below = belowOf(schema, path).find((one) => isSame(one.step, step));
        if (below === undefined) throw new Error(`${path} has no such place`);
        if (step.kind === "member") {
            const fits = value !== undefined && below.schema.safeParse(value).success;
            return this.planted(below.schema, fits ? value : this.value(below.schema, path, 1), rest, path);
        }
        const inner = (held: unknown): unknown => this.planted(below.schema, held, rest, below.path);
        if (step.kind === "item") {
            const list = Array.isArray(value) ? (value as readonly unknown[]) : [];
            const at = this.below(list.length + 1);
            return list.toSpliced(at, 1, inner(list[at]));
        }
        const drawn = isMap(value) ? value : this.value(schema, path, 1);
        const map = isMap(drawn) ? drawn : {};
        const key = step.kind === "word" ? step.word : this.keyIn(map, path);
        return { ...map, [key]: inner(map[key]) };
    }

    /** One of the keys there are, or a further one. */
    private keyIn(map: Words, path: string): string {
        const keys = Object.keys(map);
        return keys.length > 0 && this.chance(0.6) ? this.pick(keys) : this.text(`${path}.<key>`);
    }

    private map(schema: z.ZodType, path: string, depth: number): Words {
        const { shape } = definitionOf(schema);
        if (shape === undefined) return {};
        const share = depth === 0 ? this.density : this.density / depth;
        const said = Object.entries(shape).filter(
            ([, word]) => !isRefused(word) && (!isOptional(word) || this.chance(share)),
        );
        return Object.fromEntries(
            said.map(([key, word]) => [
                key,
                this.value(word, path === "" ? key : `${path}.${key}`, depth + 1),
            ]),
        );
    }

    private list(element: z.ZodType, path: string, depth: number): readonly unknown[] {
        const length = this.chance(0.8) ? 1 : this.below(4);
        return Array.from({ length }, () => this.value(element, `${path}[]`, depth + 1));
    }

    private record(valueType: z.ZodType, path: string, depth: number): Words {
        const length = this.chance(0.7) ? 1 : 1 + this.below(3);
        return Object.fromEntries(
            Array.from({ length }, () => [
                this.text(`${path}.<key>`),
                this.value(valueType, `${path}.*`, depth + 1),
            ]),
        );
    }

    private json(): unknown {
        const [value] = fc.sample(JSON_VALUES, { seed: this.below(2 ** 31), numRuns: 1 });
        return this.chance(0.3) ? { [this.text("key")]: value } : value;
    }

    /** What a check wants as a whole, however little the schema does. */
    private known(path: string): unknown {
        if (path.endsWith("manifests[]")) {
            const metadata = { name: this.text("name"), namespace: "default" };
            return { apiVersion: "v1", kind: this.pick(["ConfigMap", "Secret"]), metadata, data: {} };
        }
        if (/(^|\.)notify$/.test(path)) return { emails: [this.text("emails[]")] };
        if (path.endsWith("networkInterfaces[]")) {
            return { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" };
        }
        if (path !== "prometheus.rules.*") return undefined;
        return { groups: [{ name: this.text("name"), rules: [{ record: this.text("name"), expr: "up" }] }] };
    }
}

/** Of every log group of the control plane, what it is. */
const TRANSFORM = transform("cluster", LogGroup, (inputs) => inputs);

/** Made once a form: that is nearly all it costs to draw from one. */
const ARBITRARIES = new Map<RegExp, fc.Arbitrary<string>>();

function matching(form: RegExp): fc.Arbitrary<string> {
    const arbitrary = ARBITRARIES.get(form) ?? fc.stringMatching(form);
    ARBITRARIES.set(form, arbitrary);
    return arbitrary;
}

const JSON_VALUES = fc.oneof(fc.boolean(), fc.nat({ max: 99 }), fc.stringMatching(/^[a-z]{1,6}$/));

export function isOptional(schema: z.ZodType): boolean {
    const { innerType, type } = definitionOf(schema);
    return type === "optional" || (innerType !== undefined && isOptional(innerType));
}

export function isSame(one: Step, other: Step): boolean {
    return JSON.stringify(one) === JSON.stringify(other);
}
