/** Small words the facts files share. */
import type { Json } from "../../components/shared/json";
import type { Evidence, Fact, FactsContext, NameRule, Properties, Replacement } from "./facts";

/** Typings of the SDK the kit pins: which properties a type has and which are always present. */
export const AWS_TYPINGS = "@pulumi/aws 7.48.0 typings";
const PROVIDER = "hashicorp/terraform-provider-aws";
/** Pulumi's overrides, among them autonaming. */
export const PULUMI_AWS = "pulumi/pulumi-aws provider/resources.go";

/** A file of the provider that @pulumi/aws wraps. */
export function provider(file: string, place?: string): Evidence {
    return { source: `${PROVIDER} internal/service/${file}.go${place === undefined ? "" : `, ${place}`}` };
}

/**
 * A file of a late v6 fork that only swaps client tokens; schema, timeouts and waiters are upstream's, whose
 * own text of that age was not at hand.
 */
export function forked(file: string, place?: string): Evidence {
    const at = place === undefined ? "" : `, ${place}`;
    return { source: `zyang37/terraform-provider-aws-idempotent internal/service/${file}.go${at}` };
}

/** What a type answers and what it computes: its typings and its schema together. */
export function typings(type: string): Evidence {
    return { source: `${AWS_TYPINGS}, ${type}.d.ts` };
}

export function unverified(reason: string): Evidence {
    return { unverified: reason };
}

/** A moment in the past, the same in every plan. */
export const CREATED_AT = "2026-01-01T00:00:00Z";

/** Paths that force replacement whatever changes. */
export function replaces(paths: readonly string[], evidence: Evidence): Replacement {
    return { paths, ...evidence };
}

/** Every regional type moves only by replacement. */
export const REGION_REPLACES: Replacement = {
    paths: ["region"],
    source: `${PROVIDER} internal/provider, forceNewIfRegionChanges and resourceForceNewIfRegionChanges`,
};

/** No name in AWS but a tag. */
export const NAMELESS: Fact<NameRule> = { value: { kind: "none" }, source: `${PULUMI_AWS}, setAutonaming` };

/** Pulumi's default: logical name, `-`, seven hex digits. */
export function autoNamed(property: string, maxLength = 255, prefix?: string): Fact<NameRule> {
    return {
        value: { kind: "auto", property, maxLength, ...(prefix === undefined ? {} : { prefix }) },
        source: `${PULUMI_AWS}, setAutonaming; pulumi/pulumi sdk/go/common/resource/resource_id.go`,
    };
}

/** ARN of something regional of the environment's account. */
export function regionalArn(ctx: FactsContext, service: string, resource: string): string {
    return `arn:${ctx.partition}:${service}:${ctx.region}:${ctx.account}:${resource}`;
}

export function iamArn(ctx: FactsContext, resource: string): string {
    return `arn:${ctx.partition}:iam::${ctx.account}:${resource}`;
}

/** `vpc-0…`: prefix, zero and sixteen hex digits, as EC2 writes its ids. */
export function ec2Id(ctx: FactsContext, prefix: string): string {
    return `${prefix}-0${ctx.hex(prefix, 16)}`;
}

/** Thirty-two hex digits in the groups of a UUID of version 4. */
export function uuid(ctx: FactsContext, label: string): string {
    const hex = ctx.hex(label, 32);
    return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `4${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20),
    ].join("-");
}

/** Capital letters and digits, as IAM writes its unique ids. */
export function capitals(ctx: FactsContext, label: string, length: number): string {
    return ctx.hex(label, length).toUpperCase();
}

/** An address of the block AWS would choose from; here of those kept for documentation. */
export function publicIp(ctx: FactsContext): string {
    return `198.51.100.${1 + (Number.parseInt(ctx.hex("public ip", 4), 16) % 254)}`;
}

/** The provider's default tags and the resource's own, which win. */
export function allTags(ctx: FactsContext): Properties {
    return { tagsAll: { ...ctx.defaultTags, ...objectOf(ctx.inputs["tags"]) } };
}

/** What every regional type with tags answers. Region and tags are planned, so a preview knows them. */
export function regional(ctx: FactsContext): Properties {
    return { region: ctx.region, ...allTags(ctx) };
}

/** ARN of something EC2 makes, around its id. */
export function ec2Arn(ctx: FactsContext, prefix: string, kind: string): Properties {
    return { arn: regionalArn(ctx, "ec2", `${kind}/${ec2Id(ctx, prefix)}`) };
}

export function textOf(value: Json | undefined, otherwise = ""): string {
    return typeof value === "string" ? value : otherwise;
}

export function objectOf(value: Json | undefined): Properties {
    return isObject(value) ? value : {};
}

export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `unset` for every input the program left out: what the service fills in. */
export function defaults(ctx: FactsContext, unset: Properties): Properties {
    return Object.fromEntries(Object.entries(unset).filter(([key]) => ctx.inputs[key] === undefined));
}

/** A value of this repository's own as JSON, without what is undefined. */
export function plainJson(value: unknown): Json {
    const shown = (_: string, one: unknown) => (typeof one === "function" ? `function ${one.name}` : one);
    return JSON.parse(JSON.stringify(value, shown)) as Json;
}
