/** Identity providers of a cluster: each association is an update of it, and an issuer is taken once. */
import { objectOf, textOf } from "../../facts/build";
import { type Entry, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { clusterNamed, ofCluster, text, TYPES } from "./lookups";
import type { Model, Operation, World } from "./model";

const GUIDE = "EKS User Guide, authenticate-oidc-identity-provider";

export const identityProviders: Model = {
    name: "identity-providers",
    refuse: (operation, world) => {
        const { method, place, type, values } = operation;
        const owner = clusterNamed(world.inventory, place, textOf(values["clusterName"] ?? values["name"]));
        if (owner === undefined) return undefined;
        if (type === TYPES.cluster && method === "update")
            return busy("UpdateClusterConfig", operation, owner, world);
        if (type !== TYPES.identityProviderConfig) return undefined;
        if (method === "delete") return busy("DisassociateIdentityProviderConfig", operation, owner, world);
        if (method !== "create") return undefined;
        return (
            busy("AssociateIdentityProviderConfig", operation, owner, world) ?? taken(operation, owner, world)
        );
    },
};

/** Not retried: hashicorp/terraform-provider-aws#44554. */
function busy(call: string, { entry }: Operation, owner: Entry, world: World): Refusal | undefined {
    const under = ofCluster(world.inventory, owner, TYPES.identityProviderConfig).find(
        ({ id, status }) => id !== entry?.id && (status === "creating" || status === "deleting"),
    );
    if (under === undefined && owner.status !== "updating") return undefined;
    return {
        error: `ResourceInUseException: Cannot ${call} because cluster ${text(owner, "name")} currently has update ${under?.name ?? "of its configuration"} in progress`,
        source: `elastic/cloudbeat#3093; ${GUIDE}: one at a time, each a cluster update`,
        wording: "reported",
    };
}

function taken({ values }: Operation, owner: Entry, { inventory }: World): Refusal | undefined {
    const wanted = objectOf(values["oidc"]);
    const holder = ofCluster(inventory, owner, TYPES.identityProviderConfig).find((other) => {
        const oidc = objectOf(valuesOf(other)["oidc"]);
        return ["identityProviderConfigName", "issuerUrl"].some((key) => oidc[key] === wanted[key]);
    });
    if (holder === undefined) return undefined;
    return {
        error: `ResourceInUseException: Identity provider config ${holder.name} already has this name or issuer`,
        source: `${GUIDE}: issuerUrl is unique in a cluster`,
        wording: "unverified",
    };
}
