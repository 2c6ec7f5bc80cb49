/** The clients of AWS's SDK that a sweep uses. They take the caller's credentials from where the AWS CLI does. */
import { EC2Client, type EC2ClientConfig } from "@aws-sdk/client-ec2";
import { EKSClient } from "@aws-sdk/client-eks";
import { ElasticLoadBalancingClient } from "@aws-sdk/client-elastic-load-balancing";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { STSClient } from "@aws-sdk/client-sts";

export interface Clients {
    readonly ec2: EC2Client;
    readonly eks: EKSClient;
    readonly sts: STSClient;
    /** Classic Load Balancers: what EKS itself makes for a Service of type LoadBalancer. */
    readonly classic: ElasticLoadBalancingClient;
    /** Application and Network Load Balancers: what the AWS Load Balancer Controller makes. */
    readonly v2: ElasticLoadBalancingV2Client;
}

/** What every client takes alike; a test puts recorded answers in place of the network. */
export type ClientOptions = Pick<EC2ClientConfig, "credentials" | "requestHandler" | "maxAttempts">;

export function openClients(region: string, options: ClientOptions = {}): Clients {
    // The pinned SDK runs on Node 20, as the kit does; its notice is about versions to come.
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
    const config = { region, ...options };
    return {
        ec2: new EC2Client(config),
        eks: new EKSClient(config),
        sts: new STSClient(config),
        classic: new ElasticLoadBalancingClient(config),
        v2: new ElasticLoadBalancingV2Client(config),
    };
}
