/** Names as their services know them, checked over a whole graph. */
import { FACTS } from "../../tools/facts";
import { isObject, objectOf } from "../../tools/facts/build";
import type { PlannedResource } from "../../tools/plan/graph";

/**
 * What the services take, where it is narrower than Pulumi's own limit in the facts. Source: the API references of
 * IAM, EKS, EC2, EventBridge, SQS, CloudWatch Logs and KMS, the Name members of the Create calls; Kubernetes, object
 * names, "DNS subdomain names". Written from memory of those pages, not compared with them again.
 */
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const FORMS: Readonly<Record<string, RegExp>> = {
    "aws:cloudwatch/eventRule:EventRule": /^[.\-_A-Za-z0-9]{1,64}$/,
    "aws:cloudwatch/logGroup:LogGroup": /^[.\-_/#A-Za-z0-9]{1,512}$/,
    "aws:ec2/launchTemplate:LaunchTemplate": /^[a-zA-Z0-9().\-/_]{3,128}$/,
    "aws:ec2/securityGroup:SecurityGroup": /^(?!sg-)[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/,
    "aws:eks/cluster:Cluster": /^[0-9A-Za-z][A-Za-z0-9\-_]{0,99}$/,
    "aws:eks/fargateProfile:FargateProfile": /^[0-9A-Za-z][A-Za-z0-9\-_]{0,99}$/,
    "aws:eks/nodeGroup:NodeGroup": /^[0-9A-Za-z][A-Za-z0-9\-_]{0,62}$/,
    "aws:iam/policy:Policy": /^[\w+=,.@-]{1,128}$/,
    "aws:iam/role:Role": /^[\w+=,.@-]{1,64}$/,
    "aws:iam/rolePolicy:RolePolicy": /^[\w+=,.@-]{1,128}$/,
    "aws:kms/alias:Alias": /^(?=.{1,256}$)alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
    "aws:sqs/queue:Queue": /^[\w-]{1,80}$/,
    "kubernetes:helm.sh/v3:Release": /^(?=.{1,53}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
};

type Named = Pick<PlannedResource, "inputs" | "name" | "type">;

/** `<type> <physical name>` of every name that its service refuses or that another resource of the type has. */
export function faultyNames({ resources }: { readonly resources: readonly Named[] }): string[] {
    const seen = new Set<string>();
    return resources.flatMap((resource) => {
        const physical = physicalNameOf(resource);
        if (physical === undefined) return [];
        const { maxLength, name } = physical;
        const named = `${resource.type} ${inNamespace(resource)}${name}`;
        const form = FORMS[resource.type] ?? (resource.type.startsWith("kubernetes:") ? DNS_NAME : undefined);
        if (form === undefined) throw new Error(`no form of names of ${resource.type}`);
        const good = form.test(name) && name.length <= maxLength && !seen.has(named);
        seen.add(named);
        return good ? [] : [named];
    });
}

/** Two namespaces may each have an object of one name. */
function inNamespace({ inputs }: Named): string {
    const { namespace } = objectOf(objectOf(inputs)["metadata"]);
    return typeof namespace === "string" ? `${namespace}/` : "";
}

/** The name as the facts' rule makes it; undefined for types without one. */
function physicalNameOf({ inputs, name, type }: Named): { name: string; maxLength: number } | undefined {
    const rule = FACTS.get(type)?.physicalName.value ?? { kind: "none" };
    if (rule.kind === "none") return undefined;
    let given = inputs;
    for (const part of rule.property.split(".")) given = isObject(given) ? (given[part] ?? null) : null;
    if (rule.kind === "given") return { name: typeof given === "string" ? given : name, maxLength: Infinity };
    const made = `${rule.prefix ?? ""}${name}-${"0".repeat(7)}`;
    return { name: typeof given === "string" ? given : made, maxLength: rule.maxLength };
}
