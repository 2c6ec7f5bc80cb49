/** Asks the account and the cluster what only they know of an upgrade. Nothing is changed. */
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import { askAws } from "../probe/aws-cli";
import type { Probe } from "../probe/probe";
import { addonOffers } from "../versions/answers";
import { type Finding, findingsOf, type Found } from "./finding";
import type { Ground } from "./ground";
import { listIn, textsIn } from "./ground";
import { askCluster } from "./live-cluster";
import { addonsOf } from "./standing";
import { minorIn, minorsBetween } from "./versions";

export interface Asking {
    readonly probe: Probe;
    readonly step: (sentence: string) => void;
}

const INSIGHTS = "Amazon EKS API Reference, ListInsights";

/** One question after another: AWS throttles who asks all at once. */
export async function askLive(ground: Ground, asking: Asking): Promise<readonly Finding[]> {
    const { probe, step } = asking;
    const ask = async (what: string, words: readonly string[]): Promise<Json | Found> => {
        step(`Asking AWS for ${what} …`);
        const asked = await askAws(probe, words, ground.region);
        return "answer" in asked ? asked.answer : unanswered(what, words, asked.failure);
    };
    const cluster = await ask("the cluster", ["eks", "describe-cluster", "--name", ground.cluster]);
    const endpoint = textOf(objectOf(objectOf(answered(cluster))["cluster"])["endpoint"]);
    return findingsOf("account", [
        ...(isFound(cluster) ? [cluster] : ofCluster(ground, cluster)),
        ...(await askInsights(ground, ask)),
        ...(await askGroups(ground, ask)),
        ...(await askAddons(ground, ask)),
        ...(await askCluster({ ...asking, endpoint, minor: ground.from ?? "" })),
    ]);
}

type Ask = (what: string, words: readonly string[]) => Promise<Json | Found>;

function isFound(answer: Json | Found): answer is Found {
    return (
        typeof answer === "object" &&
        answer !== null &&
        "id" in answer &&
        "level" in answer &&
        "remedy" in answer
    );
}

function answered(answer: Json | Found): Json {
    return isFound(answer) ? null : answer;
}

/** What was not answered is not known: it is said, and nothing is made of it. */
export function unanswered(what: string, words: readonly string[], failure: string): Found {
    return {
        id: "unanswered",
        level: "unknown",
        what: `What AWS says of ${what}`,
        why: `It did not answer: ${failure}.`,
        remedy: "npm run doctor finds out why",
        source: "the AWS CLI",
        commands: [`aws ${words.join(" ")}`],
    };
}

/** EKS itself updates a cluster whose support ends, and people do in the console. */
function ofCluster({ from = "" }: Ground, answer: Json): readonly Found[] {
    const version = textOf(objectOf(objectOf(answer)["cluster"])["version"]);
    if (version === "" || version === from) return [];
    return [
        {
            id: "settings-behind",
            level: "first",
            what: `The control plane is of ${version}, and the settings say ${from}`,
            why: "Somebody, or EKS when support ended, has moved it: the next update would be refused.",
            remedy: `Write ${version} into the settings, and look at npm run deploy -- drift`,
            source: "Amazon EKS API Reference, DescribeCluster",
        },
    ];
}

async function askInsights(ground: Ground, ask: Ask): Promise<readonly Found[]> {
    const { cluster, target } = ground;
    if (target.kind !== "kubernetes") return [];
    const listed = await ask("upgrade insights", [
        ...["eks", "list-insights", "--cluster-name", cluster],
        ...["--filter", "categories=UPGRADE_READINESS"],
    ]);
    if (isFound(listed)) return [listed];
    const found: Found[] = [];
    for (const insight of listIn(objectOf(listed)["insights"])) {
        const of = textOf(insight["kubernetesVersion"]);
        const status = textOf(objectOf(insight["insightStatus"])["status"]);
        if (status === "PASSING" || minorsBetween(of, target.minor) < 0) continue;
        const detail = await ask(textOf(insight["name"]), [
            ...["eks", "describe-insight", "--cluster-name", cluster, "--id", textOf(insight["id"])],
        ]);
        found.push(ofInsight(insight, status, isFound(detail) ? {} : objectOf(objectOf(detail)["insight"])));
    }
    return found;
}

function ofInsight(insight: Properties, status: string, detail: Properties): Found {
    const { reason } = objectOf(insight["insightStatus"]);
    const recommendation = textOf(detail["recommendation"]).replace(/\.$/, "");
    const uses = listIn(objectOf(detail["categorySpecificSummary"])["deprecationDetails"]).map(useOf);
    return {
        id: status === "UNKNOWN" ? "insight-unknown" : "insight",
        level: status === "UNKNOWN" ? "unknown" : status === "ERROR" ? "first" : "after",
        what: `EKS on ${textOf(insight["kubernetesVersion"])}: ${textOf(insight["name"])}: ${status}`,
        why: [textOf(reason), ...uses].filter((text) => text !== "").join(" "),
        remedy: recommendation === "" ? "Read it in the console, Upgrade insights" : recommendation,
        resources: listIn(detail["resources"]).map(({ arn, kubernetesResourceUri }) =>
            textOf(kubernetesResourceUri, textOf(arn)),
        ),
        source: INSIGHTS,
    };
}

/** `/apis/… is used by kube-state-metrics, 4 times in 30 days.` */
function useOf(use: Properties): string {
    const clients = listIn(use["clientStats"]).map(({ numberOfRequestsLast30Days: n, userAgent }) => {
        return `${textOf(userAgent)} (${typeof n === "number" ? n : "?"} requests in 30 days)`;
    });
    const by = clients.length === 0 ? "" : `, used by ${clients.join(", ")}`;
    return `${textOf(use["usage"])} goes in ${textOf(use["stopServingVersion"])}${by}.`;
}

async function askGroups({ cluster, from = "" }: Ground, ask: Ask): Promise<readonly Found[]> {
    const listed = await ask("node groups", ["eks", "list-nodegroups", "--cluster-name", cluster]);
    if (isFound(listed)) return [listed];
    const found: Found[] = [];
    for (const name of textsIn(objectOf(listed)["nodegroups"])) {
        const words = ["eks", "describe-nodegroup", "--cluster-name", cluster, "--nodegroup-name", name];
        const detail = await ask(`node group ${name}`, words);
        if (isFound(detail)) {
            found.push(detail);
            continue;
        }
        const group = objectOf(objectOf(detail)["nodegroup"]);
        const version = textOf(group["version"]);
        const [status, issues] = [textOf(group["status"]), listIn(objectOf(group["health"])["issues"])];
        if (version !== "" && minorsBetween(version, from) > 0) found.push(groupBehind(name, version, from));
        if ((status !== "ACTIVE" && status !== "") || issues.length > 0)
            found.push(unwell(name, status, issues));
    }
    return found;
}

function groupBehind(name: string, version: string, from: string): Found {
    return {
        id: "nodes-behind",
        level: "first",
        what: `Node group ${name} is of ${version}, and the control plane of ${from}`,
        why: "EKS wants managed nodes at the control plane's minor before that one moves on.",
        remedy: "Run pulumi up, or pulumi refresh where it says that the group is there already",
        resources: [name],
        source: "EKS User Guide, clusters/update-cluster, step 1",
    };
}

function unwell(name: string, status: string, issues: readonly Properties[]): Found {
    const said = issues.map(({ code, message }) => `${textOf(code)}: ${textOf(message)}`).join("; ");
    return {
        id: "group-unwell",
        level: "first",
        what: `Node group ${name} is ${status === "" ? "unwell" : status}`,
        why: said === "" ? "EKS changes a group that is active, and no other." : said,
        remedy: "Mend it first",
        resources: [name],
        source: "Amazon EKS API Reference, DescribeNodegroup, health",
    };
}

/** Which builds EKS has for the minor: of what a plan could not know. */
async function askAddons(ground: Ground, ask: Ask): Promise<readonly Found[]> {
    const { target, to = "" } = ground;
    if (target.kind === "karpenter") return [];
    const addons = addonsOf(ground).filter(
        ({ addon }) => target.kind === "kubernetes" || addon === target.addon,
    );
    const found: Found[] = [];
    const unpinned: Offer[] = [];
    for (const { addon, name, then } of addons) {
        const words = ["eks", "describe-addon-versions", "--kubernetes-version", to, "--addon-name", addon];
        const answer = await ask(`${addon} on ${to}`, words);
        if (isFound(answer)) {
            found.push(answer);
            continue;
        }
        const offers = addonOffers(answer, to).get(addon) ?? [];
        const wanted = target.kind === "addon" ? target.version : then;
        if (wanted !== undefined && offers.some(({ version }) => version === wanted)) continue;
        const usual = offers.find(({ isDefault }) => isDefault)?.version;
        if (wanted === undefined) unpinned.push({ addon, name, usual });
        else found.push(notOffered({ addon, name, to, wanted, usual }));
    }
    return [...found, ...offeredBuilds(unpinned, to)];
}

interface Offer {
    readonly addon: string;
    readonly name: string;
    /** What EKS takes by itself. */
    readonly usual: string | undefined;
}

/** One answer, as the question without an account is one. */
function offeredBuilds(offers: readonly Offer[], to: string): readonly Found[] {
    if (offers.length === 0) return [];
    const said = offers.map(({ addon, usual }) => `${addon} ${usual ?? "none"}`);
    return [
        {
            id: "addon-offers",
            level: "unknown",
            what: `What the kit will pin for ${to}; EKS's own builds are today: ${said.join(", ")}`,
            why: "The kit pins none; this is what AWS says today.",
            remedy: "Wait for a kit that pins builds which ran together",
            resources: offers.map(({ name }) => name),
            source: "Amazon EKS API Reference, DescribeAddonVersions",
        },
    ];
}

interface Wanted extends Offer {
    readonly to: string;
    readonly wanted: string;
}

function notOffered({ addon, name, to, usual, wanted }: Wanted): Found {
    const instead = usual === undefined ? "EKS has none for it" : `EKS's own for ${to} is ${usual}`;
    return {
        id: "addon-offer",
        level: "first",
        what: `EKS does not have ${addon} ${wanted} for ${to}`,
        why: `${instead}.`,
        remedy:
            usual === undefined
                ? "Wait for a build"
                : `Pin ${usual} of v${minorIn(usual) ?? ""} in stacks/own/pins.yaml`,
        resources: [name],
        source: "Amazon EKS API Reference, DescribeAddonVersions",
    };
}
