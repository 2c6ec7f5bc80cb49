/** Whether a VPC that is there already is what the settings say of it. Reads alone: nothing of it is changed. */
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import { askAws, type AwsFailure } from "../probe/aws-cli";
import type { Probe } from "../probe/probe";
import { listIn } from "./answers";
import type { Finding } from "./findings";
import { judgeEndpoints } from "./network-endpoints";
import { judgeIpv6 } from "./network-ipv6";
import type { NetworkNeeds } from "./network-needs";
import { judgeRoutes } from "./network-routes";
import { judgeSubnets } from "./network-subnets";

type Answered = Readonly<Record<string, Json>>;

export interface NetworkQuestion {
    readonly region: string;
    readonly needs: NetworkNeeds;
    /** The settings file, which the remedies name. */
    readonly file: string;
}

/** Asks EC2 with the caller's credentials, which must be of the environment's account. */
export async function checkNetwork(probe: Probe, question: NetworkQuestion): Promise<Finding[]> {
    const { needs, region } = question;
    const { vpcId } = needs;
    const ids = [...new Set(needs.subnets.map(({ id }) => id))];
    const inVpc = ["--filters", `Name=vpc-id,Values=${vpcId}`];
    const ask = (about: string, command: readonly string[]) =>
        asked(probe, { about, command: ["ec2", ...command], region });
    const attribute = (name: string) =>
        ask("VPC", ["describe-vpc-attribute", "--vpc-id", vpcId, "--attribute", name]);
    const [vpcs, support, hostnames, subnets, tables, endpoints] = await Promise.all([
        // By filters: what is not there is left out of the answer, and the rest is told.
        ask("VPC", ["describe-vpcs", ...inVpc]),
        attribute("enableDnsSupport"),
        attribute("enableDnsHostnames"),
        ask("subnets", ["describe-subnets", "--filters", `Name=subnet-id,Values=${ids.join(",")}`]),
        ask("routes", ["describe-route-tables", ...inVpc]),
        ask("endpoints", ["describe-vpc-endpoints", ...inVpc]),
    ]);
    return [
        ...told(vpcs, (answer) => judgeVpc(listIn(answer, "Vpcs"), question)),
        ...told(support, (answer) =>
            judgeDns("enableDnsSupport", objectOf(answer)["EnableDnsSupport"], vpcId),
        ),
        ...told(hostnames, (answer) =>
            judgeDns("enableDnsHostnames", objectOf(answer)["EnableDnsHostnames"], vpcId),
        ),
        ...told(subnets, (answer) => [
            ...judgeSubnets(listIn(answer, "Subnets"), question),
            ...judgeIpv6(listIn(answer, "Subnets"), needs),
        ]),
        ...told(tables, (answer) => judgeRoutes(listIn(answer, "RouteTables"), question)),
        ...told(endpoints, (answer) => judgeEndpoints(listIn(answer, "VpcEndpoints"), question)),
    ];
}

type Told = { readonly answer: Json } | { readonly finding: Finding };

interface Asking {
    readonly about: string;
    readonly command: readonly string[];
    readonly region: string;
}

async function asked(probe: Probe, { about, command, region }: Asking): Promise<Told> {
    const said = await askAws(probe, command, region);
    return "answer" in said
        ? said
        : { finding: unanswered(about, said.failure, [...command, "--region", region]) };
}

function told(said: Told, judge: (answer: Json) => Finding[]): Finding[] {
    return "finding" in said ? [said.finding] : judge(said.answer);
}

/** Of a shared VPC its owner may have kept what a participant may not read. */
function unanswered(about: string, failure: AwsFailure, command: readonly string[]): Finding {
    return {
        level: "unknown",
        about,
        what: `AWS does not say (${failure})`,
        remedy: `aws ${command.join(" ")}`,
    };
}

/** Source: EC2 API Reference, Vpc and VpcCidrBlockAssociation, read 2026-11. */
function judgeVpc(vpcs: readonly Answered[], { file, needs }: NetworkQuestion): Finding[] {
    const about = "VPC";
    const { cidrs, vpcId } = needs;
    const [vpc] = vpcs;
    if (vpc === undefined) {
        const remedy = `edit platform:existingVpc.vpcId in ${file}`;
        return [
            { level: "blocks", about, what: `${vpcId} is not there for this account and region`, remedy },
        ];
    }
    const first = textOf(vpc["CidrBlock"]);
    const all = listIn(vpc, "CidrBlockAssociationSet")
        .filter((range) => textOf(objectOf(range["CidrBlockState"])["State"], "associated") === "associated")
        .map((range) => textOf(range["CidrBlock"]));
    if (cidrs[0] !== first) {
        const remedy = `write platform:vpcCidr: ${first} in ${file}`;
        return [{ level: "blocks", about, what: `${vpcId} has ${first}, not ${cidrs[0] ?? ""}`, remedy }];
    }
    const further = all.filter((range) => !cidrs.includes(range));
    const gone = cidrs.slice(1).filter((range) => !all.includes(range));
    const setting = `platform:existingVpc.secondaryCidrs in ${file}`;
    return [
        { level: "ok", about, what: `${vpcId}, ${all.join(", ")}` },
        ...further.map((range): Finding => ({
            level: "note",
            about,
            what: `${vpcId} has ${range} as well, which endpoints made here would not let in`,
            remedy: `add it to ${setting}`,
        })),
        ...gone.map((range): Finding => ({
            level: "blocks",
            about,
            what: `${vpcId} does not have ${range}`,
            remedy: `take it out of ${setting}`,
        })),
    ];
}

/** Without either nodes cannot register. Source: EKS User Guide, network-reqs. */
function judgeDns(attribute: string, said: Json | undefined, vpcId: string): Finding[] {
    if (objectOf(said)["Value"] === true) return [];
    const flag = attribute === "enableDnsSupport" ? "--enable-dns-support" : "--enable-dns-hostnames";
    return [
        {
            level: "blocks",
            about: "VPC",
            what: `${vpcId} has ${attribute} off, and nodes cannot register without it`,
            remedy: `its owner: aws ec2 modify-vpc-attribute --vpc-id ${vpcId} ${flag}`,
        },
    ];
}
