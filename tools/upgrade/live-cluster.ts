/** Asks the cluster itself, through kubectl: nodes behind, budgets that allow nothing now, deprecated APIs in use. */
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import type { Probe } from "../probe/probe";
import { closedIn } from "./checks/webhooks";
import type { Found } from "./finding";
import { listIn } from "./ground";
import { minorIn, minorsBetween } from "./versions";

interface AskingCluster {
    readonly probe: Probe;
    readonly step: (sentence: string) => void;
    /** Of the cluster's API server, as EKS says it. */
    readonly endpoint: string;
    /** Of its control plane. */
    readonly minor: string;
}

const SOURCE = "the cluster, through kubectl";

/** Only the cluster that is meant: whatever kubectl is set to, an answer about another one would be a wrong one. */
export async function askCluster({ endpoint, minor, probe, step }: AskingCluster): Promise<readonly Found[]> {
    const view = await json(probe, ["config", "view", "--minify", "-o", "json"]);
    const server = textOf(objectOf(listIn(objectOf(view)["clusters"])[0]?.["cluster"])["server"]);
    if (endpoint === "" || server.toLowerCase() !== endpoint.toLowerCase()) return [notAsked(server)];
    step("Asking the cluster …");
    const nodes = await json(probe, ["get", "nodes", "-o", "json"]);
    const budgets = await json(probe, ["get", "pdb", "-A", "-o", "json"]);
    const webhooks = await json(probe, ["get", WEBHOOKS, "-o", "json"]);
    const metrics = await probe.run("kubectl", ["get", "--raw", "/metrics", ...LIMIT]);
    return [
        ...(nodes === undefined ? [silent("nodes")] : ofNodes(nodes, minor)),
        ...(budgets === undefined
            ? [silent("pdb -A")]
            : listIn(objectOf(budgets)["items"]).flatMap(ofBudget)),
        ...(webhooks === undefined
            ? [silent(WEBHOOKS)]
            : listIn(objectOf(webhooks)["items"]).flatMap((one) => closedIn(one, nameOf(one), nameOf(one)))),
        ...(metrics.kind === "ran" && metrics.code === 0
            ? ofMetrics(metrics.stdout)
            : [silent("--raw /metrics")]),
    ];
}

const WEBHOOKS = "validatingwebhookconfigurations,mutatingwebhookconfigurations";

const LIMIT = ["--request-timeout", "20s"];

async function json(probe: Probe, words: readonly string[]): Promise<Json | undefined> {
    const ran = await probe.run("kubectl", words[0] === "config" ? words : [...words, ...LIMIT]);
    if (ran.kind !== "ran" || ran.code !== 0) return undefined;
    try {
        return JSON.parse(ran.stdout) as Json;
    } catch {
        return undefined;
    }
}

function notAsked(server: string): Found {
    return {
        id: "cluster-not-asked",
        level: "unknown",
        what: "Which nodes are behind, which budgets allow nothing now, which deprecated APIs are in use",
        why: server === "" ? "kubectl is set to no cluster." : "kubectl is set to another cluster.",
        remedy: "Set it to this one, and ask again",
        source: SOURCE,
        commands: ["aws eks update-kubeconfig --name <cluster> --region <region>"],
    };
}

function silent(what: string): Found {
    return {
        id: "cluster-silent",
        level: "unknown",
        what: `What the cluster says of kubectl get ${what}`,
        why: "It did not answer, or may not.",
        remedy: "Ask by hand",
        source: SOURCE,
        commands: [`kubectl get ${what}`],
    };
}

/** One line for all nodes of one minor. */
function ofNodes(answer: Json, minor: string): readonly Found[] {
    const behind = new Map<string, string[]>();
    for (const node of listIn(objectOf(answer)["items"])) {
        const version = textOf(objectOf(objectOf(node["status"])["nodeInfo"])["kubeletVersion"]);
        const of = minorIn(version);
        if (of === undefined || minorsBetween(of, minor) <= 0) continue;
        behind.set(of, [...(behind.get(of) ?? []), nameOf(node)]);
    }
    return [...behind].sort().map(([of, names]) => ({
        id: "nodes-behind",
        level: "first",
        what: `${names.length === 1 ? "A node is" : `${names.length} nodes are`} of ${of}, and the control plane of ${minor}`,
        why: "EKS wants nodes at the control plane's minor before that one moves on.",
        remedy: "Find out what holds each: a budget, an annotation, a pod on Fargate that was never restarted",
        resources: names,
        source: "EKS User Guide, clusters/update-cluster, step 1",
        commands: ["kubectl get nodes -o wide"],
    }));
}

function ofBudget(budget: Properties): readonly Found[] {
    const { disruptionsAllowed, expectedPods } = objectOf(budget["status"]);
    if (disruptionsAllowed !== 0 || typeof expectedPods !== "number" || expectedPods === 0) return [];
    const label = `${textOf(objectOf(budget["metadata"])["namespace"])}/${nameOf(budget)}`;
    return [
        {
            id: "budget-closed-now",
            level: "breaks",
            what: `Budget ${label} allows no pod to go now`,
            why: `It is about ${expectedPods}. A node with one of them is not drained as long as that is so.`,
            remedy: "Start a replica more, or find out which pod is not ready",
            resources: [label],
            source: SOURCE,
            commands: [
                `kubectl -n ${textOf(objectOf(budget["metadata"])["namespace"])} describe pdb ${nameOf(budget)}`,
            ],
        },
    ];
}

function nameOf(object: Properties): string {
    return textOf(objectOf(object["metadata"])["name"]);
}

/** A line a version of an API that somebody asked for since the API server started. */
function ofMetrics(text: string): readonly Found[] {
    return text.split("\n").flatMap((line) => {
        const [, labels = ""] = /^apiserver_requested_deprecated_apis\{(.*)\} 1$/.exec(line) ?? [];
        const label = (key: string): string => new RegExp(`(?:^|,)${key}="([^"]*)"`).exec(labels)?.[1] ?? "";
        if (labels === "") return [];
        const removed = label("removed_release");
        const what = [label("group"), label("version"), label("resource")]
            .filter((part) => part !== "")
            .join("/");
        return [
            {
                id: "api-in-use",
                level: "after",
                what: `Somebody asks for ${what}`,
                why: removed === "" ? "It is deprecated." : `It is deprecated, and gone from ${removed} on.`,
                remedy: "Find out who: the audit log has the user agent",
                source: "Kubernetes documentation, deprecation guide, metric apiserver_requested_deprecated_apis",
            },
        ];
    });
}
