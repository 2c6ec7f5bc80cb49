/** Facts of a type of @pulumi/aws from its typings and CloudFormation's specification. */
import type { Json } from "../../../components/shared/json";
import {
    autoNamed,
    capitals,
    ec2Id,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    uuid,
} from "../build";
import type { Fact, FactsContext, NameRule, Properties, Replacement, ResourceFacts } from "../facts";
import { kebab } from "../file-of-type";
import { propertiesWith, specification, type SpecifiedType } from "./cloudformation";
import type { Property, Typings } from "./typings";
import { type Owner, valueFor, zoneId } from "./values";

/** What every type answers the same way, and a first preview knows. */
const PLANNED: readonly string[] = ["region", "tagsAll"];

export function awsFacts(typings: Typings): ResourceFacts {
    const specified = specification().types[typings.type];
    const physicalName = nameRuleOf(typings);
    const own = ownNames(typings);
    // What must be given is never left to AWS.
    const answered = typings.properties.filter(
        ({ name, input }) => input !== "required" && !PLANNED.includes(name) && !isNamed(name, physicalName),
    );
    return {
        type: typings.type,
        id: (ctx) => {
            const { arn, id } = ownerOf(ctx, typings, specified);
            return isArn(typings.idExample ?? "") ? arn : id;
        },
        outputs: (ctx) => {
            const owner = ownerOf(ctx, typings, specified);
            const unset = answered.filter(({ name }) => ctx.inputs[name] === undefined);
            return {
                ...plannedOf(ctx, typings),
                ...Object.fromEntries(
                    unset.map((property) => [property.name, answerOf(property, owner, own)]),
                ),
            };
        },
        outputsEvidence: { unverified: `names and kinds from ${typings.source}; the values are made up` },
        unknownAtPreview: {
            value: answered.filter(({ optional }) => !optional).map(({ name }) => name),
            source: typings.source,
        },
        forcesReplacement: replacementsOf(typings, specified),
        physicalName,
        refusals: [],
        derived: { source: typings.source, otherChange: (property) => otherChange(property, specified) },
    };
}

/** Region and all tags, of types that have them. */
function plannedOf(ctx: FactsContext, { properties }: Typings): Properties {
    const has = new Set(properties.map(({ name }) => name));
    return Object.fromEntries(Object.entries(regional(ctx)).filter(([name]) => has.has(name)));
}

/**
 * What AWS answers for a property the program left out. Nothing for an optional one: the service has no such value.
 * What may be given and is a list or an object is empty; what only AWS can say has one of each.
 */
function answerOf({ name, kind, optional, input }: Property, owner: Owner, own: readonly string[]): Json {
    if (optional) return null;
    if (input !== "none" && kind.kind === "list") return [];
    if (input !== "none" && kind.kind === "object") return {};
    if (!own.includes(name) || kind.kind !== "string") return valueFor(name, kind, owner);
    return name.endsWith("Id") ? owner.id : owner.name;
}

/** An optional text input `name` is made up when it is not given. */
function nameRuleOf({ properties }: Typings): Fact<NameRule> {
    const rule = autoNamed("name");
    const name = properties.find((property) => property.name === "name" && property.kind.kind === "string");
    if (name?.input === "optional" && !name.optional) return rule;
    const value: NameRule =
        name?.input === "required" ? { kind: "given", property: "name" } : { kind: "none" };
    return { ...rule, value };
}

function isNamed(property: string, { value }: Fact<NameRule>): boolean {
    return value.kind === "auto" && value.property === property;
}

/** Properties that name the resource itself: `name`, `identifier`, `clusterId` of a cluster. */
function ownNames({ type, properties }: Typings): readonly string[] {
    const resource = type.split(":").at(-1) ?? "";
    const short = resource.slice(0, 1).toLowerCase() + resource.slice(1);
    const names = ["name", `${short}Name`, "identifier", `${short}Identifier`, `${short}Id`, short];
    return names.filter((name) => properties.some((property) => property.name === name));
}

function ownerOf(ctx: FactsContext, typings: Typings, specified: SpecifiedType | undefined): Owner {
    const [, module = ""] = typings.type.split(":");
    const given = ownNames(typings)
        .map((name) => textOf(ctx.inputs[name]))
        .find((text) => text !== "");
    const service = module.split("/")[0] ?? "";
    const name = given ?? ctx.physicalName;
    const id = idIn(ctx, name, typings);
    return {
        ctx,
        package: "aws",
        service,
        name,
        id,
        arn: arnOf({ ctx, service, name, id }, typings, specified),
    };
}

type Named = Omit<Owner, "arn" | "package">;

/** As the specification writes it, else as the example of an import does, else after the common pattern. */
function arnOf(
    owner: Named,
    { type, idExample = "" }: Typings,
    specified: SpecifiedType | undefined,
): string {
    const { ctx, id, name, service } = owner;
    if (specified?.arn !== undefined) {
        const { account: Account, partition: Partition, region: Region } = ctx;
        const known: Readonly<Record<string, string>> = { Account, Partition, Region };
        return specified.arn.replace(
            /\$\{(\w+)\}/g,
            (_, key: string) => known[key] ?? (/Id$/.test(key) ? id : name),
        );
    }
    const [, example, region, account, path] =
        /^arn:[^:]*:([^:]+):([^:]*):([^:]*):([^,]+)$/.exec(idExample) ?? [];
    if (example === undefined || path === undefined)
        return regionalArn(ctx, service, `${resourceOf(type)}/${name}`);
    const where = [region === "" ? "" : ctx.region, account === "" ? "" : ctx.account].join(":");
    return `arn:${ctx.partition}:${example}:${where}:${path.replace(/[^/:]+$/, id)}`;
}

type IdForm = readonly [example: RegExp, id: (ctx: FactsContext, example: string) => string];

/** Forms an id is recognised by in the documentation's example. */
const ID_FORMS: readonly IdForm[] = [
    [/^[a-z]+(-[a-z]+)*-[0-9a-f]{8,17}$/, (ctx, example) => ec2Id(ctx, example.replace(/-[0-9a-f]+$/, ""))],
    [/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i, (ctx) => uuid(ctx, "id")],
    [/^[a-z]{2}-[a-z]+-\d_\w+$/, (ctx) => `${ctx.region}_${capitals(ctx, "id", 9)}`],
    [/^Z[A-Z0-9]{9,}$/, zoneId],
    [/^\d{12}$/, (ctx) => ctx.account],
];

/**
 * What stands at the end of an example's ARN counts. Without a known form the name, unless the example shows that a
 * name alone is no id; else letters and digits.
 */
function idIn(ctx: FactsContext, name: string, { type, idExample = "", properties }: Typings): string {
    const example = isArn(idExample) ? (/[^/:]+$/.exec(idExample)?.[0] ?? "") : idExample;
    const form = ID_FORMS.find(([form]) => form.test(example));
    if (form !== undefined) return form[1](ctx, example);
    const named = properties.some((property) => property.name === "name") || name !== ctx.name;
    return named && !/[/:,|_]/.test(example) ? name : `${resourceOf(type)}-0${ctx.hex("id", 16)}`;
}

function isArn(text: string): boolean {
    return text.startsWith("arn:");
}

/** `aws:ec2/internetGateway:InternetGateway` → `internet-gateway`. */
function resourceOf(type: string): string {
    return kebab(type.split(":").at(-1) ?? "");
}

/** The provider changes them in place, whatever the service. Source: hashicorp/terraform-provider-aws internal/provider, tags interceptor. */
const TAGS: readonly string[] = ["tags", "tagsAll"];

function replacementsOf(
    { properties, source }: Typings,
    specified: SpecifiedType | undefined,
): readonly Replacement[] {
    const inputs = properties.filter(({ input }) => input !== "none");
    const documented = inputs.filter(({ replaces: said }) => said).map(({ name }) => name);
    const byAnother = propertiesWith(specified, "yes").filter(
        (name) => !documented.includes(name) && !TAGS.includes(name),
    );
    const evidence = {
        unverified: `CloudFormation replaces ${specified?.name ?? ""} for it (${specification().source}); the provider of @pulumi/aws may not`,
    };
    return [
        ...(inputs.some(({ name }) => name === "region") ? [REGION_REPLACES] : []),
        ...(documented.length === 0
            ? []
            : [replaces(documented, { source: `${source}: its comment says so` })]),
        ...(byAnother.length === 0 ? [] : [replaces(byAnother, evidence)]),
    ];
}

/** In place, in CloudFormation, is no ground for in place here. */
function otherChange(property: string, specified: SpecifiedType | undefined): string {
    const { source } = specification();
    if (propertiesWith(specified, "maybe").includes(property)) {
        return `CloudFormation replaces ${specified?.name ?? ""} for some of its values (${source})`;
    }
    return propertiesWith(specified, "no").includes(property)
        ? `CloudFormation changes it in place (${source}), which does not bind the provider of @pulumi/aws`
        : "no source says";
}
