{{/* Each of these takes a dict: `root` is the chart's scope, `name` a service's, `service` its values. */}}

{{/* Name of a service's objects, and of its host. */}}
{{- define "service.fullname" -}}
{{ .root.Release.Name }}-{{ .name }}
{{- end }}

{{- define "service.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end }}

{{- define "service.labels" -}}
{{ include "service.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "service.metadata" -}}
name: {{ include "service.fullname" . }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "service.labels" . | nindent 2 }}
{{- end }}

{{- define "service.image" -}}
{{- $image := .service.image | default (printf "%s-%s" .root.Chart.Name .name) -}}
{{- with .root.Values.image.registry }}{{ . }}/{{ end }}{{ $image }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* The port of its calls: gRPC, or HTTP at the edge. */}}
{{- define "service.port" -}}
{{ .service.ports.grpc | default .service.ports.http }}
{{- end }}

{{/* The same of a service that another one calls, which there must be. */}}
{{- define "service.calledPort" -}}
{{- $service := get .root.Values.services .name -}}
{{- if not $service }}{{ fail (printf "services call %s, which there is not" .name) }}{{ end -}}
{{ include "service.port" (dict "service" $service) }}
{{- end }}

{{/* The name of the port of health and metrics: the edge has only one. */}}
{{- define "service.adminPort" -}}
{{ ternary "admin" "http" (hasKey .service.ports "admin") }}
{{- end }}

{{/* The fewest replicas that there are. */}}
{{- define "service.replicas" -}}
{{- with .service.autoscaling }}{{ .min }}{{ else }}{{ .service.replicas | default 1 }}{{ end }}
{{- end }}
