/**
 * Well-formed values for outputs of which only name and kind are known. The form is what names of that kind stand for
 * throughout AWS; the content is made up, the same in every run.
 */
import type { Json } from "../../../components/shared/json";
import { capitals, CREATED_AT, ec2Id, iamArn, publicIp, regionalArn, uuid } from "../build";
import type { FactsContext } from "../facts";
import { kebab } from "../file-of-type";
import type { Kind } from "./kinds";
import { fieldsOf } from "./nested";
import type { Typings } from "./typings";

/** Whose outputs they are. */
export interface Owner {
    readonly ctx: FactsContext;
    readonly package: Typings["package"];
    /** `rds`: the service as endpoints and ARNs are told apart by. */
    readonly service: string;
    /** The name the resource goes by. */
    readonly name: string;
    readonly id: string;
    readonly arn: string;
}

/** Interfaces refer to themselves: deeper than this nothing is filled in. */
const MAX_DEPTH = 5;

export function valueFor(property: string, kind: Kind, owner: Owner, depth = 0): Json {
    switch (kind.kind) {
        case "literal":
            return kind.value;
        case "boolean":
            return false;
        case "number":
            return NUMBERS.find(([name]) => name.test(property))?.[1] ?? 1;
        case "string":
            return textFor(property, owner);
        case "list":
            return [valueFor(singular(property), kind.item, owner, depth)];
        case "map":
            return {};
        case "object":
            return objectFor(kind.name, owner, depth);
        case "any":
            return "";
    }
}

function objectFor(name: string, owner: Owner, depth: number): Json {
    if (depth === MAX_DEPTH) return {};
    const fields = [...fieldsOf(owner.package, name)].filter(([, { optional }]) => !optional);
    return Object.fromEntries(
        fields.map(([field, { kind }]) => [field, valueFor(field, kind, owner, depth + 1)]),
    );
}

/** `subnetIds` → `subnetId`, `ipAddresses` → `ipAddress`. */
function singular(property: string): string {
    return property.replace(/(?<=ss)es$|(?<!s)s$/, "");
}

const NUMBERS: readonly (readonly [RegExp, number])[] = [[/port$/i, 443]];

type TextRule = readonly [name: RegExp, text: (owner: Owner, property: string) => string];

/** The first that fits decides. */
const TEXTS: readonly TextRule[] = [
    [/^arn$/i, ({ arn }) => arn],
    // What is left out of a name is nothing.
    [/prefix$/i, () => ""],
    [/kms.*(key)?(arn|id)$/i, (owner) => regionalArn(owner.ctx, "kms", `key/${uuid(owner.ctx, "kms key")}`)],
    [/role_?arn$/i, (owner) => iamArn(owner.ctx, `role/${owner.name}`)],
    [
        /(?<!pass)secret_?arn$/i,
        (owner) =>
            regionalArn(owner.ctx, "secretsmanager", `secret:${owner.name}-${owner.ctx.hex("secret", 6)}`),
    ],
    [/topic_?arn$/i, (owner) => regionalArn(owner.ctx, "sns", owner.name)],
    [
        /certificate_?arn$/i,
        (owner) => regionalArn(owner.ctx, "acm", `certificate/${uuid(owner.ctx, "certificate")}`),
    ],
    [/bucket_?arn$/i, ({ ctx, name }) => `arn:${ctx.partition}:s3:::${name}`],
    [
        /arn$/i,
        (owner, property) =>
            regionalArn(
                owner.ctx,
                owner.service,
                `${kebab(property).replace(/-?arn$/, "")}/${digits(owner, property)}`,
            ),
    ],
    [/(owner|account|registry)_?(id)?$|^(owner|account)$/i, ({ ctx }) => ctx.account],
    [/^region$|Region$/, ({ ctx }) => ctx.region],
    [/availabilityZone(Name)?$/i, ({ ctx }) => `${ctx.region}a`],
    [/(hostedZone|^zone)(Id)?$/i, ({ ctx }) => zoneId(ctx)],
    [/nameServer$/i, ({ ctx }) => `ns-${1 + octet(ctx, 0)}.awsdns-${10 + (octet(ctx, 1) % 50)}.com`],
    [/(ur[li]|website)$/i, (owner, property) => `https://${hostOf(owner, property)}`],
    [/publicIp(Address)?$|^ip(Address)?$/i, ({ ctx }) => publicIp(ctx)],
    [
        /privateIp(Address)?$|ipAddress$/i,
        ({ ctx }) => `10.${octet(ctx, 0)}.${octet(ctx, 1)}.${octet(ctx, 2)}`,
    ],
    [/ipv6Address$/i, ({ ctx }) => `2001:db8::${ctx.hex("ipv6", 4)}`],
    [/ipv6Cidr(Block)?$/i, () => "2001:db8::/56"],
    [/cidr(Block)?$/i, () => "10.0.0.0/16"],
    [/^fqdn$/i, (owner, property) => (owner.name.includes(".") ? owner.name : hostOf(owner, property))],
    [/(endpoint|address|host(name)?|dns(Name)?|domain(Name)?|fqdn)$/i, hostOf],
    [/(?<!run)(date|time|timestamp|expiration)$|^expiration/i, () => CREATED_AT],
    [/At$/, () => CREATED_AT],
    [/email$/i, ({ name }) => `${name}@example.com`],
    [/(status|state|health)$/i, () => "ACTIVE"],
    [/version$/i, () => "1"],
    [/(policy|document|json|content|body|definition)$/i, () => "{}"],
    [/(networkInterface|eni)Id$/i, ({ ctx }) => ec2Id(ctx, "eni")],
    [/(vpc|subnet|snapshot|volume)Id$/i, ({ ctx }, property) => ec2Id(ctx, ec2Prefix(property))],
    [/securityGroupId$/i, ({ ctx }) => ec2Id(ctx, "sg")],
    [/(fingerprint|hash|md5|sha256|etag|token|password|secret|accessKey)$/i, digits],
    [/name$/i, ({ name }) => name],
    [/identifier$/i, ({ name }) => name],
    [
        /id$/i,
        (owner, property) =>
            `${kebab(property).replace(/-?id$/, "")}-0${digits(owner, property)}`.replace(/^-/, ""),
    ],
];

function textFor(property: string, owner: Owner): string {
    const rule = TEXTS.find(([name]) => name.test(property));
    return rule === undefined ? `${kebab(property)}-${owner.ctx.hex(property, 8)}` : rule[1](owner, property);
}

/** As Route 53 writes the ids of zones. */
export function zoneId(ctx: FactsContext): string {
    return `Z${capitals(ctx, "zone", 13)}`;
}

function digits({ ctx }: Owner, property: string): string {
    return ctx.hex(property, 16);
}

function octet(ctx: FactsContext, at: number): number {
    return Number.parseInt(ctx.hex(`octet ${at}`, 2), 16);
}

function ec2Prefix(property: string): string {
    const kind = /(vpc|subnet|snapshot|volume)Id$/i.exec(property)?.[1]?.toLowerCase() ?? "";
    return { snapshot: "snap", volume: "vol" }[kind] ?? kind;
}

function hostOf({ ctx, name, service }: Owner, property: string): string {
    const label = name.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
    return `${label}.${ctx.hex(property, 12)}.${service}.${ctx.region}.${ctx.dnsSuffix}`;
}
