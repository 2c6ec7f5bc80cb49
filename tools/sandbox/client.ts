/** Who runs the sandbox and from where, as far as AWS can tell. */
import { Netmask } from "netmask";

import type { Json } from "../../components/shared/json";
import { isObject, objectOf } from "../facts/build";

export interface Client {
    /** Account of the credentials. */
    readonly account: string;
    /** Principal of the credentials; roles that are assumed on the way come on top. */
    readonly principalArn: string;
    /** Public address, which CIDR lists are compared with. */
    readonly address: string;
    /** Started on a machine in the VPC: private endpoints answer. */
    readonly insideVpc: boolean;
}

/** Of a machine whose network no list names. RFC 2544: never routed. */
const ADDRESS = "198.18.7.10";

/**
 * The client the settings are written for: the deploy role of the account, from a listed network.
 * @param config settings by their full keys, objects as JSON
 * @param remembered address of earlier runs: somebody who is no longer listed is locked out, as on AWS
 */
export function clientOf(
    config: Readonly<Record<string, string>>,
    remembered: string | undefined,
    insideVpc: boolean,
): Client {
    const account = config["platform:account"] ?? "210987654321";
    const deployer = config["platform:deployRoleArn"] ?? `arn:aws:iam::${account}:role/platform-deploy`;
    // Whoever assumes a role is somebody else: no role may assume itself.
    const principalArn =
        config["platform:assumeRoleArn"] === undefined ? deployer : `arn:aws:iam::${account}:role/hub`;
    const access = config["platform:apiAccess"];
    return { account, principalArn, address: remembered ?? listedAddress(access), insideVpc };
}

/** The first address of the first listed network. */
function listedAddress(apiAccess: string | undefined): string {
    const parsed = apiAccess === undefined ? {} : (JSON.parse(apiAccess) as Json);
    const cidrs: Json = (isObject(parsed) ? objectOf(parsed)["cidrs"] : undefined) ?? [];
    const first: unknown = Array.isArray(cidrs) ? cidrs[0] : undefined;
    return typeof first === "string" && !first.includes(":") ? new Netmask(first).first : ADDRESS;
}
