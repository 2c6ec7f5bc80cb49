/** Trouble on request: what the providers answer when it strikes. */
import type { Entry } from "../inventory";
import type { Refusal } from "../refusal";
import type { Operation } from "./model";

/** The failure a fault asked for. */
export function injected(operation: string, type: string): Refusal {
    return {
        error: `ServiceUnavailableException: Service is unavailable. (sandbox: the fault ${operation}:${type} was asked for)`,
        source: "EKS API Reference, common errors, ServiceUnavailable",
        wording: "unverified",
    };
}

/** What the provider says of a node group that EKS gave up; of anything else, after its pattern. */
export function neverReady({ id, type }: Entry): Refusal {
    const what = type === "aws:eks/nodeGroup:NodeGroup" ? "EKS Node Group" : type;
    return {
        error:
            `waiting for ${what} (${id}) create: unexpected state 'CREATE_FAILED', wanted target 'ACTIVE'. last error: ` +
            `NodeCreationFailure: Instances failed to join the kubernetes cluster (sandbox: the fault half:${type} was asked for)`,
        source: "terraform-provider-aws internal/service/eks/node_group.go, resourceNodeGroupCreate",
        wording: "reported",
    };
}

/** The change is made; the connection breaks before its answer. */
export function unheard({ method, type }: Pick<Operation, "method" | "type">): Refusal {
    return {
        error: `RequestError: send request failed: read: connection reset by peer (sandbox: the fault lost:${method}:${type} was asked for)`,
        source: "aws/aws-sdk-go-v2 aws/transport/http, RequestSendError",
        wording: "unverified",
    };
}

export function throttled(): Refusal {
    return {
        error: "ThrottlingException: Rate exceeded",
        source: "EKS API Reference, common errors, ThrottlingException",
        wording: "reported",
    };
}

/** Of an AWS call, or of a token for the API server, which the AWS CLI asks for with the same credentials. */
export function expired(type: string): Refusal {
    const source = "AWS STS API Reference, common errors, ExpiredTokenException";
    if (!type.startsWith("kubernetes:")) {
        const error = "ExpiredTokenException: The security token included in the request is expired";
        return { error, source, wording: "reported" };
    }
    const error =
        "getting credentials: exec: executable aws failed with exit code 254: An error occurred (ExpiredTokenException): " +
        "The security token included in the request is expired";
    return { error, source, wording: "reported" };
}
