/** Facts of any Kubernetes object, also of a kind that a custom resource definition adds. */
import type { Json } from "../../../components/shared/json";
import { isObject, objectOf, textOf } from "../build";
import type { FactsContext, ResourceFacts } from "../facts";
import { clusterObject, objectName } from "../kubernetes/cluster-object";
import { CLUSTER_SCOPED, FORCE_NEW } from "./kubernetes-kinds";
import type { Property, Typings } from "./typings";

/** Without typings: of a kind the SDK does not know. */
export function kubernetesFacts(type: string, typings?: Typings): ResourceFacts {
    const object = clusterObject(type, []);
    const paths = FORCE_NEW[type];
    // What the program leaves out has no value: defaults are made inside of what it gives.
    const properties = typings?.properties ?? [];
    const isStatus = ({ name, kind }: Property): boolean => name === "status" && kind.kind === "object";
    const fields = properties
        .filter(
            (property) => !["apiVersion", "kind", "metadata"].includes(property.name) && !isStatus(property),
        )
        .map(({ name }) => name);
    const answersStatus = properties.some(isStatus);
    return {
        ...object,
        id: (ctx) => {
            const namespace = namespaceOf(type, ctx, typings !== undefined);
            return namespace === "" ? objectName(ctx) : `${namespace}/${objectName(ctx)}`;
        },
        outputs: (ctx) => ({
            ...Object.fromEntries(fields.map((name) => [name, ctx.inputs[name] ?? null])),
            ...object.outputs(ctx),
            ...(answersStatus ? { status: statusOf(type, ctx) } : {}),
        }),
        outputsEvidence: {
            unverified: `${typings?.source ?? "a kind without typings"}: metadata as of any object, the rest as given`,
        },
        unknownAtPreview: {
            ...object.unknownAtPreview,
            value: [...object.unknownAtPreview.value, ...(answersStatus ? ["status"] : [])],
        },
        forcesReplacement: [
            ...object.forcesReplacement,
            ...(paths === undefined
                ? []
                : [{ paths, source: "pulumi/pulumi-kubernetes provider/pkg/provider/diff.go, forceNew" }]),
        ],
        derived: {
            source: typings?.source ?? "no typings: a kind of a custom resource definition",
            otherChange: () => "no source says which fields of the kind are immutable",
        },
    };
}

/**
 * What the API server fills in; whether a custom kind has a namespace only its definition knows.
 * Source of the id: pulumi/pulumi-kubernetes provider/pkg/clients, FqName.
 */
function namespaceOf(type: string, ctx: FactsContext, isKnown: boolean): string {
    if (CLUSTER_SCOPED.has(type.split(":").at(-1) ?? "") && isKnown) return "";
    return textOf(objectOf(ctx.inputs["metadata"])["namespace"], isKnown ? "default" : "");
}

/** Where programs read an address. Source: Kubernetes API reference, LoadBalancerStatus. */
function statusOf(type: string, ctx: FactsContext): Json {
    const isBalanced = /:Ingress$/.test(type) || (/:Service$/.test(type) && hasBalancer(ctx));
    if (!isBalanced) return {};
    const hostname = `k8s-${ctx.hex("load balancer", 32)}.elb.${ctx.region}.${ctx.dnsSuffix}`;
    return { loadBalancer: { ingress: [{ hostname }] } };
}

function hasBalancer({ inputs }: FactsContext): boolean {
    const { spec } = inputs;
    return isObject(spec) && spec["type"] === "LoadBalancer";
}
