import assert from "node:assert/strict";

import {
    type ApiAccess,
    checkApiAccess,
    describeApiAccess,
    planEndpoint,
} from "../../../components/cluster/api-access";
import { describeProblem } from "../../../components/shared/problems";

const OPEN = "the whole internet could reach the API server";
const CHOOSE = "List the networks your people and runners come from, or choose private access.";

function refusals(access: ApiAccess): string[] {
    return checkApiAccess(access).map((problem) => describeProblem(problem));
}

function publicTo(...cidrs: string[]): ApiAccess {
    return { kind: "public", cidrs };
}

function proxy(proxyUrl: string): ApiAccess {
    return { kind: "private", reach: "proxy", proxyUrl };
}

describe("planEndpoint", () => {
    it("public: to the listed networks, sorted, and private as well", () => {
        assert.deepEqual(planEndpoint(publicTo("203.0.113.0/24", "198.51.100.7/32")), {
            endpointPrivateAccess: true,
            endpointPublicAccess: true,
            publicAccessCidrs: ["198.51.100.7/32", "203.0.113.0/24"],
        });
    });

    it("private: with no list, by either way in", () => {
        const expected = { endpointPrivateAccess: true, endpointPublicAccess: false };
        assert.deepEqual(planEndpoint({ kind: "private", reach: "in-vpc-runner" }), expected);
        assert.deepEqual(planEndpoint(proxy("http://proxy:3128")), expected);
    });
});

describe("describeApiAccess", () => {
    it("names networks and ways in", () => {
        assert.equal(
            describeApiAccess(publicTo("203.0.113.0/24", "198.51.100.7/32")),
            "public to 198.51.100.7/32, 203.0.113.0/24, and private",
        );
        assert.equal(
            describeApiAccess({ kind: "private", reach: "in-vpc-runner" }),
            "private, from a runner inside the VPC",
        );
        assert.equal(
            describeApiAccess(proxy("https://proxy.example.com:3128")),
            "private, through the proxy proxy.example.com:3128",
        );
    });

    it("shows no credentials of a proxy, nor anything it cannot read", () => {
        assert.equal(
            describeApiAccess(proxy("http://ada:hunter2@proxy:3128")),
            "private, through the proxy proxy:3128",
        );
        assert.equal(describeApiAccess(proxy("ada:hunter2")), "private, through the proxy given");
    });
});

describe("rule 11 checkApiAccess", () => {
    it("takes public networks and both private ways", () => {
        assert.deepEqual(refusals(publicTo("203.0.113.0/24", "198.51.100.7/32")), []);
        assert.deepEqual(refusals({ kind: "private", reach: "in-vpc-runner" }), []);
        for (const url of ["http://proxy:3128", "https://proxy.example.com", "http://10.0.0.5:8080/"]) {
            assert.deepEqual(refusals(proxy(url)), []);
        }
    });

    it("F27: refuses the whole internet, in IPv4 and IPv6", () => {
        const open = ["0.0.0.0/0", "::/0", "1.2.3.4/0", "0::/0", "0.0.0.0/00"];
        assert.deepEqual(
            refusals(publicTo("203.0.113.0/24", ...open)),
            open.map((cidr, index) => `apiAccess.cidrs[${index + 1}]: ${OPEN} (got "${cidr}"). ${CHOOSE}`),
        );
    });

    it("F27: refuses an endpoint nobody could reach", () => {
        assert.deepEqual(refusals(publicTo()), [
            `apiAccess.cidrs: no network could reach the API server (got []). ${CHOOSE}`,
        ]);
    });

    for (const text of ["203.0.113.0", "203.0.113.0/33", "300.0.0.0/8", "office", ""]) {
        it(`refuses "${text}" as a network`, () => {
            assert.deepEqual(refusals(publicTo(text)), [
                `apiAccess.cidrs[0]: not an IPv4 network (got "${text}"). Write <address>/<prefix>: 203.0.113.7/32.`,
            ]);
        });
    }

    it("refuses host bits, naming the network", () => {
        assert.deepEqual(refusals(publicTo("203.0.113.7/24")), [
            'apiAccess.cidrs[0]: not the network\'s first address (got "203.0.113.7/24"). Write 203.0.113.0/24.',
        ]);
    });

    it("refuses IPv6", () => {
        assert.deepEqual(refusals(publicTo("2001:db8::/32")), [
            'apiAccess.cidrs[0]: an IPv6 network, which this cluster has no address for (got "2001:db8::/32"). ' +
                "List IPv4 networks.",
        ]);
    });

    for (const [text, reserved] of [
        ["10.20.0.0/16", "10.0.0.0/8"],
        ["172.16.0.0/12", "172.16.0.0/12"],
        ["192.168.1.0/24", "192.168.0.0/16"],
        ["100.64.0.0/16", "100.64.0.0/10"],
        ["127.0.0.1/32", "127.0.0.0/8"],
        ["169.254.0.0/16", "169.254.0.0/16"],
        ["0.0.0.0/1", "10.0.0.0/8"],
    ]) {
        it(`refuses ${text}, which EKS does`, () => {
            assert.deepEqual(refusals(publicTo(String(text))), [
                `apiAccess.cidrs[0]: ${reserved} is never seen on the internet, where a public endpoint is (got "${text}"). ` +
                    "List public addresses, such as those of your NAT gateway; the VPC has its own way in.",
            ]);
        });
    }

    it("refuses a network listed twice, naming both places", () => {
        assert.deepEqual(refusals(publicTo("203.0.113.0/24", "198.51.100.0/24", "203.0.113.0/24")), [
            'apiAccess.cidrs[2]: the same network as apiAccess.cidrs[0] (got "203.0.113.0/24"). List each network once.',
        ]);
    });

    it("takes 40 networks and refuses 41", () => {
        const cidrs = Array.from({ length: 41 }, (_, index) => `203.0.113.${index}/32`);
        assert.deepEqual(refusals(publicTo(...cidrs.slice(0, 40))), []);
        assert.deepEqual(refusals(publicTo(...cidrs)), [
            "apiAccess.cidrs: EKS takes at most 40 networks (got 41). Join neighbouring networks into larger ones.",
        ]);
    });

    for (const url of ["socks5://proxy:1080", "proxy:3128", "http://proxy/path", "http://", ""]) {
        it(`refuses "${url}" as a proxy`, () => {
            assert.deepEqual(refusals(proxy(url)), [
                `apiAccess.proxyUrl: not an HTTP proxy (got "${url}"). ` +
                    "Write http://<host>:<port> or https://<host>:<port>.",
            ]);
        });
    }

    it("refuses credentials of a proxy without repeating them", () => {
        assert.deepEqual(refusals(proxy("http://ada:hunter2@proxy:3128")), [
            "apiAccess.proxyUrl: a proxy's credentials would be readable in every plan and state. " +
                "Write http://<host>:<port> or https://<host>:<port>.",
        ]);
    });
});
