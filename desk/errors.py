from django.views.csrf import csrf_failure
from django.views.defaults import permission_denied as forbidden
