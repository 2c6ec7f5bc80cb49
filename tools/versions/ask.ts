/** Asks AWS and the registry, through a probe. */
import { AUTOSCALER_IMAGE } from "../../components/charts/cluster-autoscaler";
import { DEFAULT_REGISTRY } from "../../components/versions";
import { askAws, type AwsFailure } from "../probe/aws-cli";
import type { Probe } from "../probe/probe";
import { type AddonOffer, addonOffers, parametersIn, releaseDates } from "./answers";
import { chartIsHeld, type Held, tagsOf, versionsOf } from "./registry";
import type { VersionTable } from "./table";
import { type Answers, type ChartAnswers, CHARTS, parametersOf } from "./verify";

/** Source: Systems Manager API Reference, GetParameters, Names: at most ten. */
const PARAMETERS_A_CALL = 10;

/** Why AWS cannot be asked at all, as one sentence with what to do; undefined when it can. */
export async function whyNotAws(probe: Probe, region: string): Promise<string | undefined> {
    const asked = await askAws(probe, ["sts", "get-caller-identity"], region);
    return "failure" in asked ? SENTENCES[asked.failure] : undefined;
}

const DOCTOR = "npm run doctor tells more";
const SENTENCES: Readonly<Record<AwsFailure, string>> = {
    missing: `This asks AWS through the AWS CLI, and there is none. ${DOCTOR}, and names the command that installs it.`,
    "no-credentials": `This asks AWS, and the AWS CLI finds no credentials that AWS accepts. Log in, or set AWS_PROFILE; ${DOCTOR}.`,
    expired: `This asks AWS, and the credentials have expired. Log in again; ${DOCTOR}.`,
    unreachable: "This asks AWS, and AWS does not answer from here. Try again with a network.",
    denied: `This asks AWS, and the credentials may not even ask who they are. Use others; ${DOCTOR}.`,
    "no-region": "This asks AWS, and the AWS CLI wants a region. Give --region.",
    "not-found": `This asks AWS, and the AWS CLI failed. ${DOCTOR}.`,
    failed: `This asks AWS, and the AWS CLI failed. ${DOCTOR}.`,
};

/** The versions EKS offers for a minor; undefined without an answer. */
export async function askAddons(
    probe: Probe,
    region: string,
    minor: string,
): Promise<ReadonlyMap<string, readonly AddonOffer[]> | undefined> {
    const asked = await askAws(
        probe,
        ["eks", "describe-addon-versions", "--kubernetes-version", minor],
        region,
    );
    return "answer" in asked ? addonOffers(asked.answer, minor) : undefined;
}

/** Everything about one region. */
export async function askRegion(probe: Probe, region: string, table: VersionTable): Promise<Answers> {
    const versions = ["eks", "describe-cluster-versions", "--cluster-versions", ...table.minors];
    const [dates, parameters, ...addons] = await Promise.all([
        askAws(probe, versions, region),
        askParameters(probe, region, parametersOf(table)),
        ...table.minors.map((minor) => askAddons(probe, region, minor)),
    ]);
    return {
        region,
        dates: "answer" in dates ? releaseDates(dates.answer) : undefined,
        parameters,
        addons: new Map(table.minors.map((minor, index) => [minor, addons[index]])),
    };
}

/** Those that exist, by name; undefined without an answer. */
export async function askParameters(
    probe: Probe,
    region: string,
    names: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
    const found = new Map<string, string>();
    for (let start = 0; start < names.length; start += PARAMETERS_A_CALL) {
        const some = names.slice(start, start + PARAMETERS_A_CALL);
        const asked = await askAws(probe, ["ssm", "get-parameters", "--names", ...some], region);
        if ("failure" in asked) return undefined;
        for (const [name, value] of parametersIn(asked.answer)) found.set(name, value);
    }
    return found;
}

/** Whether registries hold the charts and images of those versions. */
export async function askCharts(probe: Probe, table: VersionTable): Promise<ChartAnswers> {
    const { autoscalers, charts, karpenter } = table;
    const held = [
        ...CHARTS.map(async (chart): Promise<[string, Held]> => [
            `chart ${chart}`,
            await chartIsHeld(probe, DEFAULT_REGISTRY, chart, karpenter.value),
        ]),
        ...Object.entries(charts).map(async ([chart, { repository, version }]): Promise<[string, Held]> => [
            `chart ${chart}`,
            heldAmong(await versionsOf(probe, repository, chart), version.value),
        ]),
    ];
    const { path, registry } = AUTOSCALER_IMAGE;
    const images = await tagsOf(probe, registry, path);
    return new Map([
        ...(await Promise.all(held)),
        ...Object.entries(autoscalers).map(([minor, pin]): [string, Held] => [
            `${minor} Cluster Autoscaler`,
            heldAmong(images, pin.value),
        ]),
    ]);
}

function heldAmong(versions: readonly string[] | undefined, version: string): Held {
    if (versions === undefined) return "unanswered";
    return versions.includes(version) ? "exists" : "missing";
}
