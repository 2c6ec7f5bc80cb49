/** Asks the account for its quotas, and for what others than the environment use of them. Nothing is changed. */
import { usableAddresses } from "../../components/shared/cidr";
import { instanceTypeOf } from "../../components/shared/instance-data";
import type { Json } from "../../components/shared/json";
import { partitionOf } from "../../components/shared/regions";
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import { quotaIds, type QuotaId, quotaOf } from "../facts/quotas";
import { defaultTagsOf } from "../plan/answers";
import type { PlannedGraph } from "../plan/graph";
import { askAws, type AwsAnswer } from "../probe/aws-cli";
import type { Probe } from "../probe/probe";
import { quotaOfInstance } from "./count-nodes";
import type { FitReport } from "./fit";
import type { LiveAnswers, LiveQuota, LiveSubnet } from "./live-answers";
import { listIn, numberIn, objectsIn } from "./world";

/** What belongs to the environment is counted already. */
interface Own {
    readonly has: (tags: Json | undefined) => boolean;
    /** Whether the cluster is there: then what has no tags may be its own. */
    readonly isDeployed: boolean;
    readonly report: FitReport;
}

/** One question, and what its answer says of quotas. */
interface Question {
    readonly about: string;
    readonly words: readonly string[];
    readonly quotas: readonly QuotaId[];
    readonly read: (answer: Json, own: Own) => { readonly [id in QuotaId]?: number };
}

/** Whatever of a list has other tags, by EC2's name of the list. */
function tagged(operation: string, list: string, id: QuotaId, tags = "Tags"): Question {
    return {
        about: quotaOf(id).title,
        words: ["ec2", operation, "--query", `${list}[].{Tags:${tags}}`],
        quotas: [id],
        read: (answer, { has }) => ({ [id]: objectsIn(answer).filter((one) => !has(one["Tags"])).length }),
    };
}

const RUNNING = "Name=instance-state-name,Values=pending,running";

const QUESTIONS: readonly Question[] = [
    tagged("describe-vpcs", "Vpcs", "vpcs"),
    tagged("describe-internet-gateways", "InternetGateways", "internet-gateways"),
    tagged("describe-egress-only-internet-gateways", "EgressOnlyInternetGateways", "egress-only-gateways"),
    tagged("describe-addresses", "Addresses", "eips"),
    tagged("describe-security-groups", "SecurityGroups", "security-groups"),
    tagged("describe-network-interfaces", "NetworkInterfaces", "interfaces", "TagSet"),
    tagged("describe-launch-templates", "LaunchTemplates", "launch-templates"),
    {
        about: "running instances",
        words: [
            ...["ec2", "describe-instances", "--filters", RUNNING, "--query"],
            "Reservations[].Instances[].{Type:InstanceType,How:InstanceLifecycle,Tags:Tags}",
        ],
        quotas: quotaIds().filter((id) => id.startsWith("vcpus-") || id.startsWith("spot-")),
        read: vcpusOfOthers,
    },
    {
        about: "volumes",
        words: [
            ...["ec2", "describe-volumes", "--filters", "Name=volume-type,Values=gp3", "--query"],
            "Volumes[].{Size:Size,Tags:Tags}",
        ],
        quotas: ["gp3-tib"],
        read: (answer, { has }) => ({
            "gp3-tib":
                objectsIn(answer)
                    .filter(({ Tags }) => !has(Tags))
                    .reduce((sum, { Size }) => sum + (numberIn(Size) ?? 0), 0) / 1024,
        }),
    },
    {
        about: "load balancers",
        words: ["elbv2", "describe-load-balancers", "--query", "LoadBalancers[].Type"],
        quotas: ["albs", "nlbs"],
        read: (answer) => ({
            albs: listIn(answer).filter((type) => type === "application").length,
            nlbs: listIn(answer).filter((type) => type === "network").length,
        }),
    },
    {
        about: "roles and policies",
        words: ["iam", "get-account-summary", "--query", "SummaryMap"],
        quotas: ["roles", "policies", "instance-profiles", "oidc-providers"],
        read: ofSummary,
    },
];

function vcpusOfOthers(answer: Json, { has }: Own): { readonly [id in QuotaId]?: number } {
    const sums: { [id in QuotaId]?: number } = {};
    for (const { How, Tags, Type } of objectsIn(answer)) {
        const type = instanceTypeOf(textOf(Type));
        if (has(Tags) || type === undefined) continue;
        const [id, vcpus] = quotaOfInstance(type, How === "spot");
        sums[id] = (sums[id] ?? 0) + vcpus;
    }
    return sums;
}

/** IAM counts and does not name: what the environment has is taken off once it is there. */
function ofSummary(answer: Json, { isDeployed, report }: Own): { readonly [id in QuotaId]?: number } {
    const summary = objectOf(answer);
    const others = (id: QuotaId, key: string): number => {
        const own = report.quotas.find((quota) => quota.id === id)?.counted ?? 0;
        return Math.max(0, (numberIn(summary[key]) ?? 0) - (isDeployed ? own : 0));
    };
    return {
        roles: others("roles", "Roles"),
        policies: others("policies", "Policies"),
        "instance-profiles": others("instance-profiles", "InstanceProfiles"),
        "oidc-providers": others("oidc-providers", "Providers"),
    };
}

/** One question after another: AWS throttles who asks all at once. */
export async function askLive(
    probe: Probe,
    graph: PlannedGraph,
    report: FitReport,
    step: (sentence: string) => void,
): Promise<LiveAnswers> {
    const { cluster, region } = report;
    step("Asking AWS for clusters …");
    const clusters = await askAws(probe, ["eks", "list-clusters", "--query", "clusters"], region);
    const names = "answer" in clusters ? listIn(clusters.answer) : [];
    const own: Own = { has: ownedBy(graph, cluster), isDeployed: names.includes(cluster), report };
    const quotas: { [id in QuotaId]?: LiveQuota } = await limitsOf(probe, region, step);
    const note = (id: QuotaId, answer: LiveQuota): void => void (quotas[id] = { ...quotas[id], ...answer });
    note(
        "clusters",
        "failure" in clusters ? clusters : { usedByOthers: names.filter((name) => name !== cluster).length },
    );
    for (const { about, quotas: ids, read, words } of QUESTIONS) {
        step(`Asking AWS for ${about} …`);
        const asked = await askAws(probe, words, region);
        const found = "answer" in asked ? read(asked.answer, own) : {};
        for (const id of ids) {
            note(
                id,
                "failure" in asked ? asked : { usedByOthers: Math.round((found[id] ?? 0) * 1000) / 1000 },
            );
        }
    }
    return { quotas, subnets: await sizesOf(probe, report, own) };
}

/** The service's quotas in one question: those it does not list are at their default. */
async function limitsOf(
    probe: Probe,
    region: string,
    step: (sentence: string) => void,
): Promise<{ [id in QuotaId]?: LiveQuota }> {
    const known = quotaIds().map((id) => ({ id, ...quotaOf(id) }));
    const services = [...new Set(known.flatMap(({ code, service }) => (code === undefined ? [] : service)))];
    const quotas: { [id in QuotaId]?: LiveQuota } = {};
    for (const service of services.filter((one) => one !== undefined)) {
        step(`Asking AWS for quotas of ${service} …`);
        const words = ["service-quotas", "list-service-quotas", "--service-code", service];
        const where = service === "iam" ? HOME[partitionOf(region)] : region;
        const asked = await askAws(probe, [...words, "--query", "Quotas[].[QuotaCode,Value]"], where);
        const values = valuesIn(asked);
        for (const { code, id, limit, service: of } of known) {
            if (of !== service || code === undefined) continue;
            const value = values.get(code) ?? limit;
            if ("failure" in asked) quotas[id] = asked;
            else if (value !== undefined) quotas[id] = { limit: value };
        }
    }
    return quotas;
}

/** Where a partition keeps what has no region. Source: AWS General Reference, Service Quotas of IAM. */
const HOME: Readonly<Record<string, string>> = {
    aws: "us-east-1",
    "aws-cn": "cn-north-1",
    "aws-us-gov": "us-gov-west-1",
};

function valuesIn(asked: AwsAnswer): ReadonlyMap<string, number> {
    const rows = "answer" in asked ? listIn(asked.answer) : [];
    return new Map(
        rows.flatMap((row) => {
            const [code, value] = listIn(row);
            const number = numberIn(value);
            return typeof code === "string" && number !== undefined ? [[code, number] as const] : [];
        }),
    );
}

/** By the environment's own tags, or those that EKS and controllers write for its cluster. */
function ownedBy({ resources }: PlannedGraph, cluster: string): Own["has"] {
    const provider = resources.find(({ type }) => type === "pulumi:providers:aws");
    const own = Object.entries(defaultTagsOf(objectOf(provider?.inputs)));
    return (tags) => {
        const found = new Map(objectsIn(tags).map(({ Key, Value }) => [textOf(Key), textOf(Value)]));
        const isTagged = own.length > 0 && own.every(([key, value]) => found.get(key) === value);
        return (
            isTagged ||
            found.has(`kubernetes.io/cluster/${cluster}`) ||
            CLUSTER_TAGS.some((key) => found.get(key) === cluster)
        );
    };
}

const CLUSTER_TAGS = [
    "aws:eks:cluster-name",
    "cluster.k8s.amazonaws.com/name",
    "eks:eks-cluster-name",
] as const;

/** Of subnets that are there already. What is taken is the environment's own once it is deployed. */
async function sizesOf(
    probe: Probe,
    { addresses, region }: FitReport,
    { isDeployed }: Own,
): Promise<ReadonlyMap<string, LiveSubnet>> {
    const ids = addresses.flatMap(({ subnet, total }) => (total === undefined ? [subnet] : []));
    if (ids.length === 0) return new Map();
    const query = "Subnets[].{Id:SubnetId,Cidr:CidrBlock,Free:AvailableIpAddressCount}";
    const asked = await askAws(
        probe,
        ["ec2", "describe-subnets", "--subnet-ids", ...ids, "--query", query],
        region,
    );
    const found = "answer" in asked ? objectsIn(asked.answer) : [];
    return new Map(found.map((one) => [textOf(one["Id"]), sizeOf(one, isDeployed)] as const));
}

function sizeOf({ Cidr, Free }: Properties, isDeployed: boolean): LiveSubnet {
    const cidr = textOf(Cidr);
    const usable = usableAddresses(Number(cidr.split("/")[1]));
    return { cidr, taken: isDeployed ? 0 : Math.max(0, usable - (numberIn(Free) ?? usable)) };
}
