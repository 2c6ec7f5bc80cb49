/** How pods get AWS credentials: IAM Roles for Service Accounts, or Pod Identity, whose agent runs on nodes only. */
import type { Json } from "../../../components/shared/json";
import { textOf } from "../../facts/build";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import { policiesOf } from "./identity";
import { autoModeOf, isAlive, objects, ofCluster, parsed, roleByArn, text, TYPES } from "./lookups";
import type { Workload } from "./workloads";

/** Source: EKS User Guide, pod-id-how-it-works and pod identity considerations: the agent is a DaemonSet. */
export function withoutCredentials(
    workload: Workload,
    onFargate: boolean,
    cluster: Entry,
    inventory: Inventory,
): string | undefined {
    if (!workload.callsAws) return undefined;
    if (workload.irsaRoleArn !== undefined) return irsaTrouble(workload.irsaRoleArn, cluster, inventory);
    const roleArn = roleArnOf(workload, cluster, inventory);
    if (roleArn === undefined) return "no EC2 IMDS role found, and its service account has no role";
    if (onFargate) return "Pod Identity has no agent on Fargate, so its calls to AWS have no credentials";
    // Source: EKS User Guide, automode, "Automated components": its nodes bring the agent, and DNS.
    const brought = autoModeOf(cluster, inventory) !== undefined;
    if (!brought && !hasAddon(cluster, "eks-pod-identity-agent", inventory)) {
        return "Pod Identity's agent, the add-on eks-pod-identity-agent, is not there";
    }
    return roleTrouble(roleArn, "pods.eks.amazonaws.com", inventory);
}

/** Role whose credentials the workload has, if it has one. */
export function roleArnOf(workload: Workload, cluster: Entry, inventory: Inventory): string | undefined {
    const { irsaRoleArn, podIdentityRoleArn } = workload;
    return irsaRoleArn ?? podIdentityRoleArn ?? associatedRole(workload, cluster, inventory);
}

function irsaTrouble(roleArn: string, cluster: Entry, inventory: Inventory): string | undefined {
    const issuer = issuerOf(cluster);
    const known = inventory.ofType(TYPES.oidcProvider).some((entry) => text(entry, "url") === issuer);
    if (!known) return `InvalidIdentityToken: No OpenIDConnect provider found in your account for ${issuer}`;
    return roleTrouble(roleArn, issuer.replace("https://", ""), inventory);
}

/** The role must exist, trust whoever hands out the credentials, and have rights. */
function roleTrouble(roleArn: string, trusted: string, inventory: Inventory): string | undefined {
    const role = roleByArn(inventory, roleArn);
    if (role === undefined) return `role ${roleArn} does not exist`;
    const trust = JSON.stringify(parsed(valuesOf(role)["assumeRolePolicy"]));
    if (!trust.includes(trusted)) return `AccessDenied: role ${roleArn} does not trust ${trusted}`;
    return policiesOf(role, inventory).length > 0 ? undefined : `AccessDenied: role ${roleArn} has no policy`;
}

function issuerOf(cluster: Entry): string {
    const identities: Json = valuesOf(cluster)["identities"] ?? [];
    const oidc = objects(objects(identities)[0]?.["oidcs"])[0];
    return textOf(oidc?.["issuer"]);
}

/** Role an association gives the workload's service account. */
function associatedRole(
    { namespace, serviceAccount }: Workload,
    cluster: Entry,
    inventory: Inventory,
): string | undefined {
    const association = ofCluster(inventory, cluster, TYPES.podIdentityAssociation).find(
        (entry) =>
            isAlive(entry) &&
            text(entry, "namespace") === namespace &&
            text(entry, "serviceAccount") === serviceAccount,
    );
    return association === undefined ? undefined : text(association, "roleArn");
}

/** Whether names resolve: by the add-on, or on each node of Auto Mode. */
export function hasDns(cluster: Entry, inventory: Inventory): boolean {
    return hasAddon(cluster, "coredns", inventory) || autoModeOf(cluster, inventory) !== undefined;
}

export function hasAddon(cluster: Entry, name: string, inventory: Inventory): boolean {
    return ofCluster(inventory, cluster, TYPES.addon).some(
        (entry) => text(entry, "addonName") === name && isAlive(entry),
    );
}
