/** Whether the environment's API server answers from here. */
import type { Settings } from "../../components/platform/settings/settings";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../facts/build";
import { askAws, type AwsFailure } from "../probe/aws-cli";
import type { Environment } from "../probe/environment";
import type { Address, Probe, Silence } from "../probe/probe";
import type { Finding } from "./findings";

type ApiAccess = Settings["apiAccess"];

const ABOUT = "API server";

/** Tells the address that a list of networks must hold. */
const OWN_ADDRESS = "curl -s https://checkip.amazonaws.com";

/** @param usable whether the credentials may ask about the environment's account */
export async function checkReach(
    probe: Probe,
    { stack, valid }: Environment,
    usable: boolean,
): Promise<Finding> {
    const { apiAccess, clusterName, region } = valid;
    if (apiAccess === undefined || clusterName === undefined || region === undefined) {
        return { level: "unknown", about: ABOUT, what: "not looked at: its settings are faulty" };
    }
    if (!usable) {
        const what = "not looked at: without credentials of the account its address is not known";
        return { level: "unknown", about: ABOUT, what };
    }
    const asked = await askAws(probe, ["eks", "describe-cluster", "--name", clusterName], region);
    if ("failure" in asked) return explain(asked.failure, { stack, clusterName, apiAccess, valid });
    const address = addressOf(asked.answer, apiAccess);
    if (address === undefined) {
        const { status } = objectOf(objectOf(asked.answer)["cluster"]);
        return {
            level: "unknown",
            about: ABOUT,
            what: `${clusterName} has no address yet (${typeof status === "string" ? status : "no status"})`,
        };
    }
    const silence = await probe.connect(address);
    const through = isProxied(apiAccess) ? `the proxy ${address.host}` : address.host;
    if (silence === undefined) return { level: "ok", about: ABOUT, what: `${through} answers` };
    return unanswered(silence, through, apiAccess, valid.inCluster ?? true);
}

interface Asked {
    readonly stack: string;
    readonly clusterName: string;
    readonly apiAccess: ApiAccess;
    readonly valid: Partial<Settings>;
}

function explain(failure: AwsFailure, { stack, clusterName, apiAccess, valid }: Asked): Finding {
    if (failure !== "not-found") {
        const remedy = `aws eks describe-cluster --name ${clusterName} --region ${valid.region ?? "<region>"}`;
        return { level: "unknown", about: ABOUT, what: `AWS tells no address of it (${failure})`, remedy };
    }
    const what = `${clusterName} does not exist yet`;
    const inside = apiAccess.kind === "private" && apiAccess.reach === "in-vpc-runner";
    if (!inside || valid.inCluster === false) return { level: "ok", about: ABOUT, what };
    const remedy = `pulumi config set platform:inCluster false --stack ${stack}`;
    return {
        level: "note",
        about: ABOUT,
        what: `${what}, and will answer inside its VPC only: build it without what lives in it first`,
        remedy,
    };
}

function isProxied(access: ApiAccess): access is Extract<ApiAccess, { readonly reach: "proxy" }> {
    return access.kind === "private" && access.reach === "proxy";
}

/** Where to connect: the endpoint with the cluster's own authority, or the proxy before it. */
export function addressOf(answer: Json, access: ApiAccess): Address | undefined {
    if (isProxied(access)) {
        const { hostname, port, protocol } = new URL(access.proxyUrl);
        return { host: hostname, port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port) };
    }
    const { endpoint, certificateAuthority } = objectOf(objectOf(answer)["cluster"]);
    const { data } = objectOf(certificateAuthority);
    if (typeof endpoint !== "string" || typeof data !== "string" || !URL.canParse(endpoint)) return undefined;
    return {
        host: new URL(endpoint).hostname,
        port: 443,
        authority: Buffer.from(data, "base64").toString("utf8"),
    };
}

function unanswered(silence: Silence, through: string, access: ApiAccess, inCluster: boolean): Finding {
    // Without what lives in the cluster, nothing of an update goes to the API server.
    const level = inCluster ? "blocks" : "note";
    const what = `${through} does not answer from here (${silence})`;
    if (silence === "certificate") {
        const remedy =
            "look for a proxy that opens TLS between here and AWS; the cluster's own authority did not sign";
        return { level, about: ABOUT, what, remedy };
    }
    if (access.kind === "public") {
        const remedy = `${OWN_ADDRESS}\nand list that address in platform:apiAccess.cidrs`;
        return { level, about: ABOUT, what, remedy };
    }
    const remedy =
        access.reach === "proxy"
            ? "start the proxy, or the VPN that leads to it"
            : "it answers inside its VPC only: run this, and pulumi, on the runner there";
    return { level, about: ABOUT, what, remedy };
}
