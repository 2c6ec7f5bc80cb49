/** Bills of Kubernetes objects: nothing, but for what a controller makes in AWS for them. */
import type { Json } from "../../../components/shared/json";
import { amountOf } from "../../../components/shared/kubernetes-quantity";
import { objectOf, textOf } from "../../facts/build";
import type { Bill, Billed, Bills } from "../charge";

/** Instances of EC2 that a pool starts are in its ceiling, and none stands before a pod asks. */
const POOL = { free: "instances are billed once they start: see the ceiling of the pool" };

const FREE = { free: "an object in the cluster's own store" };

const NETWORK_BALANCER = [{ item: "elb.nlb", quantity: 1 }, { item: "elb.nlb.lcu" }] as const;
const APPLICATION_BALANCER = [{ item: "elb.alb", quantity: 1 }, { item: "elb.alb.lcu" }] as const;

function service({ inputs }: Billed): ReturnType<Bill> {
    return objectOf(inputs["spec"])["type"] === "LoadBalancer" ? NETWORK_BALANCER : FREE;
}

/** Ingresses of one group share a load balancer: it is billed with the first of them, by name. */
function ingress({ inputs }: Billed): ReturnType<Bill> {
    const annotations = objectOf(objectOf(inputs["metadata"])["annotations"]);
    const name = textOf(objectOf(inputs["spec"])["ingressClassName"]);
    if (!name.includes("alb"))
        return { unknown: `what its class ${name === "" ? "of the cluster" : name} makes is not known` };
    if (textOf(annotations["alb.ingress.kubernetes.io/group.name"]) !== "") {
        return { unknown: "it shares a load balancer with the other Ingresses of its group" };
    }
    return APPLICATION_BALANCER;
}

/** A volume of the kit's default class; what another class makes is not known here. */
function claim({ inputs }: Billed): ReturnType<Bill> {
    const spec = objectOf(inputs["spec"]);
    const asked: Json | undefined = objectOf(objectOf(spec["resources"])["requests"])["storage"];
    const name = textOf(spec["storageClassName"], "gp3");
    const bytes = amountOf(textOf(asked));
    if (name !== "gp3" || bytes === undefined)
        return { unknown: `what its class ${name} makes is not known` };
    return [{ item: "ebs.gp3", quantity: Math.ceil(bytes / 2 ** 30) }];
}

const SPECIAL: Bills = {
    "kubernetes:core/v1:Service": service,
    "kubernetes:networking.k8s.io/v1:Ingress": ingress,
    "kubernetes:core/v1:PersistentVolumeClaim": claim,
    "kubernetes:karpenter.sh/v1:NodePool": () => POOL,
};

/** The bill of an object of any kind. */
export function billOfObject(type: string): Bill {
    return SPECIAL[type] ?? (() => FREE);
}
