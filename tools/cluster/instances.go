package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	corev1 "k8s.io/api/core/v1"
	v1 "sigs.k8s.io/karpenter/pkg/apis/v1"
	"sigs.k8s.io/karpenter/pkg/cloudprovider"
	"sigs.k8s.io/karpenter/pkg/scheduling"
)

// InstanceType is one entry of the file.
type InstanceType struct {
	Name string `json:"name"`
	// Labels are the values a node's labels may have, by label.
	Labels map[string][]string `json:"labels"`
	// Capacity is what the instance has, Overhead what pods do not get of it.
	Capacity  corev1.ResourceList `json:"capacity"`
	Overhead  corev1.ResourceList `json:"overhead"`
	Offerings []Offering          `json:"offerings"`
}

// Offering is a way to buy an instance in one zone.
type Offering struct {
	Price float64 `json:"price"`
	// Labels of its node: zone, capacity type, reservation where it is one.
	Labels map[string]string `json:"labels"`
	// Reserved is how many of them are there to be had, where it is a reservation.
	Reserved int `json:"reserved"`
}

type file struct {
	// WellKnown are labels that a provider gives to nodes, so that pods may ask for them though no pool does.
	WellKnown []string `json:"wellKnown"`
	// ReservationLabel says which reservation a node is of: Karpenter counts by it what is left of one.
	ReservationLabel string         `json:"reservationLabel"`
	Types            []InstanceType `json:"types"`
}

func instanceTypes(path string) cloudprovider.InstanceTypes {
	text, err := os.ReadFile(path)
	var read file
	if err == nil {
		err = json.Unmarshal(text, &read)
	}
	if err != nil {
		stop(err)
	}
	v1.WellKnownLabels.Insert(read.WellKnown...)
	cloudprovider.ReservationIDLabel = read.ReservationLabel
	cloudprovider.ReservedCapacityLabels.Insert(read.ReservationLabel)
	types := make(cloudprovider.InstanceTypes, len(read.Types))
	for i, one := range read.Types {
		types[i] = one.asKarpenters()
	}
	return types
}

func (t InstanceType) asKarpenters() *cloudprovider.InstanceType {
	requirements := scheduling.NewRequirements(
		scheduling.NewRequirement(corev1.LabelInstanceTypeStable, corev1.NodeSelectorOpIn, t.Name))
	for label, values := range t.Labels {
		operator := corev1.NodeSelectorOpIn
		if len(values) == 0 {
			operator = corev1.NodeSelectorOpDoesNotExist
		}
		requirements.Add(scheduling.NewRequirement(label, operator, values...))
	}
	offerings := make(cloudprovider.Offerings, len(t.Offerings))
	for i, one := range t.Offerings {
		labels := scheduling.NewLabelRequirements(one.Labels)
		isReservation := labels.Has(cloudprovider.ReservationIDLabel)
		if !isReservation {
			labels.Add(scheduling.NewRequirement(cloudprovider.ReservationIDLabel, corev1.NodeSelectorOpDoesNotExist))
		}
		offerings[i] = &cloudprovider.Offering{
			Price: one.Price, Available: !isReservation || one.Reserved > 0,
			ReservationCapacity: one.Reserved, Requirements: labels,
		}
	}
	return &cloudprovider.InstanceType{
		Name: t.Name, Requirements: requirements, Offerings: offerings, Capacity: t.Capacity,
		Overhead: &cloudprovider.InstanceTypeOverhead{KubeReserved: t.Overhead},
	}
}

func mustHave(variable string) string {
	value, ok := os.LookupEnv(variable)
	if !ok {
		stop(fmt.Errorf("%s is not set", variable))
	}
	return value
}

func mustParse(duration string) time.Duration {
	if duration == "" {
		return 0
	}
	parsed, err := time.ParseDuration(duration)
	if err != nil {
		stop(err)
	}
	return parsed
}

func stop(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
