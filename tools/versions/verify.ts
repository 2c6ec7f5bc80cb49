/** Whether AWS and the registry know every pin: what was pinned against what they answered. Pure. */
import { AUTOSCALER_IMAGE } from "../../components/charts/cluster-autoscaler";
import { DEFAULT_REGISTRY } from "../../components/versions";
import type { AddonOffer, ReleaseDates } from "./answers";
import { dayOf, imageParameters, releaseParameter } from "./nodes";
import type { Held } from "./registry";
import type { VersionTable } from "./table";

/** What was answered; undefined where nothing was. */
export interface Answers {
    readonly region: string;
    /** By minor, then by add-on. */
    readonly addons: ReadonlyMap<string, ReadonlyMap<string, readonly AddonOffer[]> | undefined>;
    readonly dates: ReadonlyMap<string, ReleaseDates> | undefined;
    readonly parameters: ReadonlyMap<string, string> | undefined;
}

/** By the name of what is asked. */
export type ChartAnswers = ReadonlyMap<string, Held>;

/** `wrong`: whoever was asked knows something else. `unanswered`: nobody said anything. */
export interface Verdict {
    readonly state: "exists" | "wrong" | "unanswered";
    readonly name: string;
    readonly value: string;
    readonly detail?: string;
}

/** Charts of the kit, below the registry. */
export const CHARTS = ["karpenter/karpenter", "karpenter/karpenter-crd"] as const;

/** Parameters to ask for, each once. */
export function parametersOf({ amiAlias, minors, nodeReleases }: VersionTable): readonly string[] {
    const names = minors.flatMap((minor) => {
        const release = dayOf(nodeReleases[minor]?.value ?? "");
        return [
            ...imageParameters(minor, dayOf(amiAlias.value)),
            ...imageParameters(minor, release),
            releaseParameter(minor, release),
        ];
    });
    return [...new Set(names)];
}

/** One verdict a pin and region; the oldest Karpenter of a minor is a statement about Karpenter, which nobody answers. */
export function judgeRegion(table: VersionTable, answers: Answers): readonly Verdict[] {
    return [
        ...table.minors.flatMap((minor) => judgeDates(table, minor, answers.dates)),
        ...table.minors.flatMap((minor) => judgeAddons(table, minor, answers.addons.get(minor))),
        ...table.minors.map((minor) => judgeAlias(table, minor, answers.parameters)),
        ...table.minors.map((minor) => judgeRelease(table, minor, answers.parameters)),
    ];
}

/** A pin of a chart or of an image in one, and who is asked for it. */
export interface AskedPin {
    /** As verdicts call it, and answers go by. */
    readonly name: string;
    readonly value: string;
    readonly where: string;
}

/** Everything that registries are asked for: Karpenter's charts, those the kit knows, and images of the autoscaler. */
export function askedOfRegistries({ autoscalers, charts, karpenter }: VersionTable): readonly AskedPin[] {
    return [
        ...CHARTS.map((chart) => ({
            name: `chart ${chart}`,
            value: karpenter.value,
            where: DEFAULT_REGISTRY,
        })),
        ...Object.entries(charts).map(([chart, { repository, version }]) => ({
            name: `chart ${chart}`,
            value: version.value,
            where: repository,
        })),
        ...Object.entries(autoscalers).map(([minor, pin]) => ({
            name: `${minor} Cluster Autoscaler`,
            value: pin.value,
            where: AUTOSCALER_IMAGE.registry,
        })),
    ];
}

export function judgeCharts(table: VersionTable, charts: ChartAnswers): readonly Verdict[] {
    return askedOfRegistries(table).map(({ name, value, where }) => {
        const pin = { name, value };
        const held = charts.get(name) ?? "unanswered";
        if (held === "exists") return { state: held, ...pin };
        return held === "missing"
            ? { state: "wrong", ...pin, detail: `${where} has no such tag` }
            : { state: held, ...pin, detail: `${where} gave no answer` };
    });
}

function judgeDates({ kubernetes }: VersionTable, minor: string, answered: Answers["dates"]): Verdict[] {
    const release = kubernetes[minor];
    if (release === undefined) return [];
    const dates = answered?.get(minor);
    return (["released", "endOfStandardSupport", "endOfExtendedSupport"] as const).map((key) => {
        const pin = { name: `${minor} ${key}`, value: release[key].value };
        if (answered === undefined) return { state: "unanswered", ...pin };
        if (dates === undefined) return { state: "wrong", ...pin, detail: `EKS offers no ${minor} here` };
        const said = dates[key];
        if (said === undefined) return { state: "unanswered", ...pin, detail: "EKS names no date" };
        return said === pin.value
            ? { state: "exists", ...pin }
            : { state: "wrong", ...pin, detail: `EKS says ${said}` };
    });
}

function judgeAddons(
    { addonNames, addons }: VersionTable,
    minor: string,
    offers: ReadonlyMap<string, readonly AddonOffer[]> | undefined,
): Verdict[] {
    return addonNames.flatMap((addon): Verdict[] => {
        const value = addons[minor]?.[addon]?.value;
        if (value === undefined) return [];
        const pin = { name: `${minor} ${addon}`, value };
        if (offers === undefined) return [{ state: "unanswered", ...pin }];
        const versions = offers.get(addon) ?? [];
        if (versions.some(({ version }) => version === value)) return [{ state: "exists", ...pin }];
        const preset = versions.find(({ isDefault }) => isDefault)?.version;
        const detail =
            preset === undefined ? "EKS offers none of this add-on here" : `the default is ${preset}`;
        return [{ state: "wrong", ...pin, detail }];
    });
}

function judgeAlias({ amiAlias }: VersionTable, minor: string, parameters: Answers["parameters"]): Verdict {
    const pin = { name: `AMI alias on ${minor}`, value: amiAlias.value };
    return judgeImages(pin, imageParameters(minor, dayOf(amiAlias.value)), parameters);
}

function judgeRelease(
    { nodeReleases }: VersionTable,
    minor: string,
    parameters: Answers["parameters"],
): Verdict {
    const value = nodeReleases[minor]?.value ?? "";
    const pin = { name: `${minor} node release`, value };
    const images = judgeImages(pin, imageParameters(minor, dayOf(value)), parameters);
    if (images.state !== "exists") return images;
    const said = parameters?.get(releaseParameter(minor, dayOf(value)));
    if (said === value) return images;
    return said === undefined
        ? { ...images, detail: "by its day; AWS publishes no number with it" }
        : { state: "wrong", ...pin, detail: `the release of that day is ${said}` };
}

function judgeImages(
    pin: { readonly name: string; readonly value: string },
    names: readonly string[],
    parameters: Answers["parameters"],
): Verdict {
    if (parameters === undefined) return { state: "unanswered", ...pin };
    const missing = names.filter((name) => !parameters.has(name));
    return missing.length === 0
        ? { state: "exists", ...pin }
        : { state: "wrong", ...pin, detail: `no parameter ${missing.join(", ")}` };
}

/** One line a pin that needs a look, then the counts. */
export function renderVerdicts(verdicts: readonly Verdict[], where: string): string {
    const open = verdicts.filter(({ detail, state }) => state !== "exists" || detail !== undefined);
    const lines = open.map(({ state, name, value, detail }) =>
        [
            `  ${state.padEnd("unanswered".length)}  ${name}  ${value}`,
            ...(detail === undefined ? [] : [detail]),
        ].join(": "),
    );
    const count = (state: Verdict["state"]) => verdicts.filter((verdict) => verdict.state === state).length;
    const title = `${where}: ${count("exists")} of ${verdicts.length} exist, ${count("wrong")} wrong, ${count("unanswered")} unanswered`;
    return `${[title, ...lines].join("\n")}\n`;
}
