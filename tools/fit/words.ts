/** Words and rows that the text and the markdown of a fit share. */
import { KEPT_BY_AWS } from "../../components/shared/cidr";
import { aws, lineOf } from "../destroy/commands";
import { CONTROL_PLANE_ADDRESSES, LOAD_BALANCER_ADDRESSES } from "../facts/addresses";
import { count } from "../plan/report-text";
import type { SubnetFit } from "./addresses";
import type { FitReport } from "./fit";
import type { Load } from "./kubernetes";
import { type Level, levelOf, NEAR } from "./levels";
import type { QuotaFit } from "./quotas";
import { CONTROL_PLANE } from "./use";

/** Beyond this a share is told in times. */
const MANY = 10;

export function percent(share: number | undefined): string {
    if (share === undefined) return "unknown";
    if (!Number.isFinite(share)) return "all of none";
    return share > MANY ? `${Math.round(share)} times` : `${Math.round(share * 100)} %`;
}

/** With a mark: colour alone would say it to some readers only. */
export function marked(share: number | undefined): string {
    return `${percent(share)}${MARKS[levelOf(share)]}`;
}

const MARKS: { readonly [level in Level]: string } = { fits: "", near: " !", over: " !!", unknown: "" };

export const VERDICTS = {
    fits: "fits",
    near: "fits, and comes near to what there is",
    over: "does not fit",
    unknown: "cannot be told",
} as const;

export function verdictOf({ account, cluster, level, networkModes, region, stack }: FitReport): string {
    const modes = networkModes.length === 0 ? "" : ` Pods on nodes: ${networkModes.join(", ")}.`;
    return `${stack}: ${VERDICTS[level]}. Cluster ${cluster} in account ${account}, ${region}.${modes}`;
}

/** Head and rows of the subnets. */
export const SUBNET_HEAD = ["subnet", "zone", "there", "at most", "usually", "by"] as const;

export function subnetRow({
    cidr,
    most,
    share,
    subnet,
    total,
    uses,
    usual,
    usualShare,
    zone,
}: SubnetFit): string[] {
    return [
        [subnet, ...(cidr === undefined ? [] : [cidr])].join("\n"),
        zone,
        total === undefined ? "unknown" : String(total),
        share === undefined ? String(most) : `${most}\n${marked(share)}`,
        usual === most ? "" : `${usual}\n${marked(usualShare)}`,
        uses.map((use) => `${use.by}: ${use.most ?? "not bounded"}`).join("\n"),
    ];
}

/** One sentence each. */
export function notesOfAddresses({ addresses, density }: FitReport): readonly string[] {
    const alone = addresses.flatMap(({ shareAlone = 0, subnet }) => (shareAlone > 1 ? [subnet] : []));
    const unknown = addresses.filter(({ total }) => total === undefined).length;
    const balancers = addresses.flatMap(({ furtherBalancers, subnet }) =>
        furtherBalancers === undefined ? [] : [`${subnet} ${furtherBalancers}`],
    );
    const tight = addresses.flatMap(({ subnet, total = Infinity, uses }) =>
        uses.some(({ by }) => by === CONTROL_PLANE) && total - KEPT_BY_AWS < CONTROL_PLANE_ADDRESSES.wanted
            ? [subnet]
            : [],
    );
    const nodes = density.map(({ by, least, most }) =>
        least.pods === most.pods
            ? `${by} ${least.pods} (${least.type})`
            : `${by} ${least.pods} (${least.type}) to ${most.pods} (${most.type})`,
    );
    return [
        ...when(nodes, (all) => `Pods a node takes: ${all}.`),
        ...notesOfGreed(addresses),
        ...when(alone, (names) => `All nodes of all pools in one zone would not fit ${names}.`),
        ...when(
            tight,
            (names) =>
                `EKS recommends ${CONTROL_PLANE_ADDRESSES.wanted} addresses for the control plane; fewer are in ${names}.`,
        ),
        ...(unknown === 0
            ? []
            : [
                  `The size of ${count(unknown, "subnet")} is AWS's to say: --live asks, and npm run doctor says what is free.`,
              ]),
        ...when(
            balancers,
            (rooms) =>
                `Load balancers of Ingresses and Services come on top, ${LOAD_BALANCER_ADDRESSES} addresses a subnet each; beside what is usual there is room for so many: ${rooms}.`,
        ),
    ];
}

/** Pools whose nodes would be of the types that take most: where, by pool. */
function notesOfGreed(addresses: readonly SubnetFit[]): readonly string[] {
    const where = new Map<string, string[]>();
    for (const { share = 0, subnet, uses, usualShare = 0 } of addresses) {
        if (share < NEAR || usualShare >= NEAR) continue;
        for (const { by, usual, what } of uses) {
            if (usual === undefined) continue;
            const key = `${by}, ${what}`;
            where.set(key, [...(where.get(key) ?? []), subnet]);
        }
    }
    return [...where].map(
        ([what, names]) =>
            `Pods could wait for an address in ${names.join(", ")} if Karpenter took the type that takes most (${what}). Lower the limits, require larger instances, or give pods prefixes or subnets of their own.`,
    );
}

function when(names: readonly string[], sentence: (names: string) => string): readonly string[] {
    return names.length === 0 ? [] : [sentence(names.join(", "))];
}

export const QUOTA_HEAD = ["quota", "here", "limit", "share", "code"] as const;

/** Below this share a quota is counted and not listed. */
const WORTH_A_LINE = 0.2;

export function listedQuotas({ quotas }: FitReport): readonly QuotaFit[] {
    return quotas
        .filter(
            ({ counted, level, share = 0, usedByOthers = 0 }) =>
                counted + usedByOthers > 0 && (level !== "fits" || share >= WORTH_A_LINE),
        )
        .sort((one, other) => (other.share ?? 0) - (one.share ?? 0));
}

export function quotaRow({
    code = "",
    counted,
    isDefault,
    limit,
    of,
    per,
    quota,
    share,
    usedByOthers,
}: QuotaFit): string[] {
    const others = usedByOthers === undefined || usedByOthers === 0 ? "" : `\nand ${usedByOthers} of others`;
    const start = isDefault ? "" : ", the account's";
    return [
        `${quota} per ${per}${of === undefined ? "" : `\n${of}`}`,
        `${counted}${others}`,
        limit === undefined ? "none found" : `${limit}${start}`,
        marked(share),
        code,
    ];
}

export function notesOfQuotas(report: FitReport): readonly string[] {
    const { isLive, quotas } = report;
    const others = quotas.length - listedQuotas(report).length;
    const open = new Map<string, string[]>();
    for (const { quota, unbounded } of quotas) {
        if (unbounded !== undefined) open.set(unbounded, [...(open.get(unbounded) ?? []), quota]);
    }
    const failed = quotas.filter(({ failure }) => failure !== undefined);
    return [
        `${count(others, "other quota")} of ${quotas.length}: below ${percent(WORTH_A_LINE)}, or nothing of it.`,
        ...(isLive
            ? []
            : [
                  "These are AWS's defaults: a new account may start lower, and --live asks what this one has and uses.",
              ]),
        ...[...open].map(([why, titles]) => `On top, and not bounded: ${titles.join(", ")} (${why}).`),
        ...when(
            failed.map(({ failure = "", quota }) => `${quota} (${failure})`),
            (names) => `AWS did not answer for ${names}.`,
        ),
    ];
}

/** Commands that ask AWS for as much as the limits may come to. */
export function requestsOf(
    { quotas, region }: FitReport,
    services: (id: QuotaFit["id"]) => string | undefined,
): readonly string[] {
    return quotas.flatMap(({ code, counted, id, level, raised, usedByOthers = 0 }) => {
        const service = services(id);
        if (level !== "over" || raised === false || code === undefined || service === undefined) return [];
        const wanted = String(Math.ceil(counted + usedByOthers));
        return [
            lineOf(
                aws(
                    region,
                    "service-quotas request-service-quota-increase",
                    ...["--service-code", service, "--quota-code", code, "--desired-value", wanted],
                ),
            ),
        ];
    });
}

export const LOAD_HEAD = ["", "every node", "one gone"] as const;

export function loadRows({ oneGone, whole }: FitReport["kubernetes"]): readonly string[][] {
    if (whole === undefined || oneGone === undefined) return [];
    const row = (title: string, of: (load: Load) => string) => [title, of(whole), of(oneGone)];
    const sum = (title: string, unit: string, key: "memoryMib" | "milliCpu" | "pods") =>
        row(
            title,
            ({ [key]: { asked, share, there } }) => `${asked}${unit} of ${there}${unit}, ${marked(share)}`,
        );
    return [
        row("nodes", ({ nodes }) => String(nodes)),
        sum("CPU", "m", "milliCpu"),
        sum("memory", "Mi", "memoryMib"),
        sum("pods", "", "pods"),
    ];
}

export function notesOfKubernetes({
    oneGone,
    pods,
    unknown,
    whole,
}: FitReport["kubernetes"]): readonly string[] {
    const named = (where: string) => pods.filter(({ runsOn }) => runsOn === where).map(({ pod }) => pod);
    const told = (title: string, names: readonly string[]) =>
        names.length === 0 ? [] : [`${title}: ${[...new Set(names)].join(", ")}.`];
    return [
        ...(whole === undefined
            ? ["No node is always there: pods run on Fargate, or on nodes that come for them."]
            : told("Reckoned, beside what every node runs", named("nodes"))),
        ...told("On Fargate", named("Fargate")),
        ...told("Wherever there is room, or on a node of a pool that comes for them", [
            ...named("nodes or pools"),
            ...named("pools"),
        ]),
        ...told("With every node these find none", whole?.homeless ?? []),
        ...told("With one gone these find none until it is replaced", oneGone?.homeless ?? []),
        ...told("With one gone a replica waits, and another runs", oneGone?.waiting ?? []),
        ...told("Nobody says what these ask for, and they count as nothing", unknown),
    ];
}
