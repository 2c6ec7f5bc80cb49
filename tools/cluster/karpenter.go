package main

import (
	"context"
	"os"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/utils/clock"
	provider "sigs.k8s.io/karpenter/kwok/cloudprovider"
	v1 "sigs.k8s.io/karpenter/pkg/apis/v1"
	"sigs.k8s.io/karpenter/pkg/cloudprovider"
	"sigs.k8s.io/karpenter/pkg/cloudprovider/overlay"
	"sigs.k8s.io/karpenter/pkg/controllers"
	"sigs.k8s.io/karpenter/pkg/controllers/state"
	"sigs.k8s.io/karpenter/pkg/operator"
	"sigs.k8s.io/karpenter/pkg/scheduling"
)

// karpenter is Karpenter's own controller, with instance types that a file describes. Its clock may be ahead of the
// machine's: what would happen in a month happens when it starts.
func karpenter() {
	ctx, op := operator.NewOperator()
	types := instanceTypes(mustHave("INSTANCE_TYPES"))
	op.Clock = ahead{by: mustParse(os.Getenv("CLOCK_AHEAD"))}
	plain := instances{provider.NewCloudProvider(ctx, op.GetClient(), types), types}
	decorated := overlay.Decorate(plain, op.GetClient(), op.InstanceTypeStore)
	op.WithControllers(ctx, controllers.NewControllers(
		ctx, op.Manager, op.Clock, op.GetClient(), op.EventRecorder, decorated, plain,
		state.NewCluster(op.Clock, op.GetClient(), decorated), op.InstanceTypeStore,
	)...).Start(ctx)
}

// instances is the provider for kwok, but for what it says a node has: the requests of the pods it was made for. Limits
// of a pool count what an instance has.
type instances struct {
	*provider.CloudProvider
	types cloudprovider.InstanceTypes
}

func (p instances) Create(ctx context.Context, claim *v1.NodeClaim) (*v1.NodeClaim, error) {
	wanted := scheduling.NewNodeSelectorRequirementsWithMinValues(claim.Spec.Requirements...)
	if cheapest := cheapestOf(p.types, wanted); cheapest != nil {
		claim = claim.DeepCopy()
		claim.Spec.Resources.Requests = cheapest.Capacity
		claim.Spec.Requirements = onlyType(claim.Spec.Requirements, cheapest.Name)
	}
	return p.CloudProvider.Create(ctx, claim)
}

// cheapestOf is the type EC2 would start. Source: karpenter-provider-aws, pkg/providers/instance: on demand by the
// lowest price, which is how the provider for kwok chooses too.
func cheapestOf(types cloudprovider.InstanceTypes, wanted scheduling.Requirements) *cloudprovider.InstanceType {
	var cheapest *cloudprovider.InstanceType
	lowest := 0.0
	for _, one := range types {
		if !wanted.Get(corev1.LabelInstanceTypeStable).Has(one.Name) {
			continue
		}
		offerings := one.Offerings.Available().Compatible(wanted)
		if len(offerings) == 0 {
			continue
		}
		if price := offerings.Cheapest().Price; cheapest == nil || price < lowest {
			cheapest, lowest = one, price
		}
	}
	return cheapest
}

func onlyType(requirements []v1.NodeSelectorRequirementWithMinValues, name string) []v1.NodeSelectorRequirementWithMinValues {
	only := make([]v1.NodeSelectorRequirementWithMinValues, len(requirements))
	for i, requirement := range requirements {
		if requirement.Key == corev1.LabelInstanceTypeStable {
			requirement.Operator, requirement.Values, requirement.MinValues = corev1.NodeSelectorOpIn, []string{name}, nil
		}
		only[i] = requirement
	}
	return only
}

// ahead is a clock that shows a later time. Timers run as ever.
type ahead struct {
	clock.RealClock
	by time.Duration
}

func (c ahead) Now() time.Time                  { return c.RealClock.Now().Add(c.by) }
func (c ahead) Since(t time.Time) time.Duration { return c.Now().Sub(t) }
